extension Explanation {
    /// A file that must be seen to understand an example.
    package struct Shown: Hashable, Sendable {
        package enum State: String, Hashable, Sendable {
            /// The file that the example is about.
            case subject
            /// Published before, and left as it is.
            case published
            /// Changed by the same draft.
            case changed
            /// Changed by another draft.
            case draft
        }

        package var state: State
        package var path: String
        /// What is published, where the finding is about what changes; nil: the file is shown as it is.
        package var before: String?
        /// Nil: the file is deleted.
        package var after: String?
    }

    /// The files of an example, its subject first.
    package func shown(_ example: Example) -> [Shown] {
        let published = Explanation.workspace.merging(example.published) { $1 }
        let before = { (path: String) in isAboutChange ? published[path] : nil }
        let around = example.published.keys.sorted().filter { $0 != example.path }
        let also = example.also.sorted { $0.key < $1.key }
        let drafts = example.otherDraft.sorted { $0.key < $1.key }
        return [Shown(state: .subject, path: example.path, before: before(example.path), after: example.text)]
            + around.map { Shown(state: .published, path: $0, before: nil, after: published[$0]) }
            + also.map { Shown(state: .changed, path: $0.key, before: before($0.key), after: $0.value) }
            + drafts.map { Shown(state: .draft, path: $0.key, before: published[$0.key], after: $0.value) }
    }

    /// Whether a file alone does not tell what is wrong: it depends on what was published before.
    private var isAboutChange: Bool { code.isRisk || code == .deletedModelInUse || code == .onlyInDraft }

    /// The paragraphs of `why`, each on one line.
    package var paragraphs: [String] {
        why.split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy { $0 == " " } }
            .map { $0.joined(separator: " ") }
    }
}
