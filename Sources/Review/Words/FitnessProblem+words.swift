import Approvals
import Git

extension Words {
    /// What a commit does that no draft may, as the end of a sentence about it: `holds …`
    init(_ problem: FitnessProblem) {
        switch problem {
        case .addsRoot: self = "starts a separate history"
        case .tooLarge(let path, let bytes): self = "contains \(path) with \(bytes) bytes (the limit is 1,048,576)"
        case .ungoverned(let paths, _):
            self = "changes files that are not part of the workspace: \(paths.map { Words($0) }.inWords())"
        case .brokenTree(let fault): self = "contains a folder that git would not write: \(fault)"
        }
    }
}
