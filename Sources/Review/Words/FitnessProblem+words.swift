import Approvals
import Git

extension Words {
    /// What a commit does that no draft may, as the end of a sentence about it: `holds …`
    init(_ problem: FitnessProblem) {
        switch problem {
        case .addsRoot: self = "starts a history of its own"
        case .tooLarge(let path, let bytes): self = "holds \(path) with \(bytes) bytes (1,048,576 are allowed)"
        case .ungoverned(let paths, _):
            self = "changes files that are not part of the workspace: \(paths.map { Words($0) }.inWords())"
        case .brokenTree(let fault): self = "holds a folder that git does not write: \(fault)"
        }
    }
}
