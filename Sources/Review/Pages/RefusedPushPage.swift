package import Approvals

/// What a person reads who pushed with plain git, and was refused. git puts `remote: ` before each line.
package struct RefusedPushPage {
    private let refusals: [(ref: String, words: PushRefusalWords)]
    private let count: Int

    /// So many are told; the rest is counted.
    private static let most = 10
    /// What git leaves of 80 columns.
    package static let width = 72

    /// - Parameter reader: nil: there is no workspace that says who is who.
    package init(_ refusals: [PushRefusal], for reader: Reader?) {
        count = refusals.count
        self.refusals = refusals.prefix(Self.most).map { ($0.ref, PushRefusalWords($0, for: reader)) }
    }

    package var page: Page {
        var page = Page()
        for (ref, words) in refusals {
            page.tell(
                Words("assent", .error) + ": refused \(Words(ref.shownBranch)): \(words.problem)",
                words.rule.isEmpty ? .facts([]) : .facts(["Rule: \(words.rule)"]), .steps(words.next))
        }
        let left = count - refusals.count
        if left > 0 { page.say("\(counted(left, "more ref")) refused.") }
        page.say("assent: nothing of this push was taken.")
        return page
    }
}

extension RefusedPushPage {
    /// What was read was not a push.
    package static func page(_ problem: PushedRefs.Problem) -> Page {
        let words: Words =
            switch problem {
            case .empty: "no ref is named"
            case .tooLong(let most): "the names of its refs take more than \(most >> 20) MiB"
            case .tooManyRefs(let most): "it has more than \(most) refs; push them in parts"
            case .cutOff: "its last line does not end"
            case .line(let number): "line \(number) is not one that git writes: <old> <new> <ref>"
            case .twice(let ref): "it names \(ref) twice"
            }
        return RefusalWords("refused: \(words).").page
    }
}
