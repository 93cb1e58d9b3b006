package import Approvals

/// What a person reads who pushed with plain git, and was refused. git puts `remote: ` before each line.
package struct RefusedPushPage {
    /// Refs that are refused for the same reason are told together.
    private struct Group {
        var refs: [Words]
        let words: PushRefusalWords
    }

    private var groups: [Group] = []

    /// So many are told; the rest is counted.
    private static let most = 10
    /// What git leaves of 80 columns.
    package static let width = 72

    /// - Parameter reader: nil: there is no workspace that says who is who.
    package init(_ refusals: [PushRefusal], for reader: Reader?) {
        for refusal in refusals {
            let (ref, words) = (RefName(refusal.ref).words, PushRefusalWords(refusal, for: reader))
            if let same = groups.firstIndex(where: { $0.words == words }) {
                groups[same].refs.append(ref)
            } else {
                groups.append(Group(refs: [ref], words: words))
            }
        }
    }

    package var page: Page {
        var page = Page()
        for group in groups.prefix(Self.most) {
            let words = group.words
            page.tell(
                Words("assent", .error) + ": refused \(group.refs.inWords()): \(words.problem)",
                .facts(["Rule: \(words.rule)"]), .steps(words.next))
        }
        let left = groups.dropFirst(Self.most).reduce(0) { $0 + $1.refs.count }
        if left > 0 { page.say("assent: refused \(counted(left, "more ref")).") }
        page.say("assent: nothing of this push was taken.")
        return page
    }
}

extension RefusedPushPage {
    /// Standard input did not hold a push.
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
