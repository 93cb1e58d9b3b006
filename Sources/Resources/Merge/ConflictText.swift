/// A file in which both sides of a merge disagree, for people to settle by hand: what can be merged is, and around each
/// field that cannot stand git's markers with its three versions. A107 finds them.
///
///     <<<<<<< draft: config.mappings[Email].from
///         - {to: Email, from: work_email, type: standard}
///     ||||||| before
///         - {to: Email, from: email, type: standard}
///     =======
///         - {to: Email, from: mail, type: standard}
///     >>>>>>> published
package struct ConflictText: Hashable, Sendable {
    /// How the three versions are called.
    package struct Labels: Hashable, Sendable {
        package var draft: String
        package var base: String
        package var published: String

        package init(draft: String = "draft", base: String = "before", published: String = "published") {
            self.draft = draft
            self.base = base
            self.published = published
        }
    }

    package let bytes: [UInt8]
    /// How many places are marked.
    package let places: Int

    /// - Parameter merge: comes to a conflict.
    package init(_ merge: FileMerge, labels: Labels = Labels()) {
        let texts = SettledTexts(merge)
        let end = texts.draft.bytes.lineEnd ?? merge.versions.published?.bytes.lineEnd ?? [UInt8(ascii: "\n")]
        var text: [UInt8] = []
        func add(_ lines: ArraySlice<UInt8>) {
            text += lines
            if let last = text.last, last != UInt8(ascii: "\n") { text += end }
        }
        func mark(_ line: String) { text += Array(line.utf8) + end }
        var done = 0
        for place in texts.places {
            add(texts.draft[done..<place.draft.lowerBound])
            mark("<<<<<<< \(labels.draft)" + (place.paths.isEmpty ? "" : ": \(place.fields)"))
            add(texts.draft[place.draft])
            mark("||||||| \(labels.base)")
            add(texts.base[place.base])
            mark("=======")
            add(texts.published[place.published])
            mark(">>>>>>> \(labels.published)")
            done = place.draft.upperBound
        }
        text += texts.draft[done..<texts.draft.count]
        bytes = text
        places = texts.places.count
    }
}

extension [UInt8] {
    /// As the first line ends.
    fileprivate var lineEnd: [UInt8]? {
        guard let end = firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        return end > 0 && self[end - 1] == 13 ? [13, 10] : [10]
    }
}
