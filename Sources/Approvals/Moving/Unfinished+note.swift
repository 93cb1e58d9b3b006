import Git

// A note is data, one JSON object, and is believed for no more than its act could have done: names that other people chose
// stand in it, and whoever can write into the repository's folder may as well have.

extension Unfinished {
    var json: JSON {
        var members: JSON.Members = [
            "act": .string(act),
            "refs": NotedRefs.json(refs),
            "followers": .array(followers.map(JSON.string)),
            "drafts": .array(drafts.map { ["name": .string($0.name), "revision": .string($0.revision.hex)] }),
            "refusals": .int(refusals),
        ]
        members["remote"] = remote.map(JSON.string)
        return .object(members)
    }

    /// Reads a note; nil for what is none, or not one of this version, or asks for more than an act does.
    ///
    /// - Parameter main: the branch that is published.
    init?(file: String, main: String) {
        guard let bytes = LocalFile(file).contents() else { return nil }
        let json: JSON
        do { json = try JSON(canonical: bytes) } catch { return nil }
        guard let act = json["act"]?.string, let refs = NotedRefs.refs(json["refs"]),
            let followers = json["followers"]?.array?.map(\.string), let drafts = json["drafts"]?.array,
            let refusals = json["refusals"]?.int, !followers.contains(nil)
        else { return nil }
        self.init(act, refs)
        self.followers = followers.compactMap(\.self)
        self.refusals = refusals
        remote = json["remote"]?.string
        for draft in drafts {
            guard let name = draft["name"]?.string, Refs.isDraft(name),
                let revision = draft["revision"]?.string.flatMap(ObjectID.init(hex:))
            else { return nil }
            self.drafts.append((name, revision))
        }
        self.file = file
        guard mayTouch(main) else { return nil }
    }

    /// Whether an act moves these refs together: main, or a draft, and requests that are done with; a request that is
    /// closed, and its draft; or requests that go on.
    private func mayTouch(_ main: String) -> Bool {
        guard let first = refs.first else { return false }
        let others = refs.dropFirst()
        func isRequest(_ ref: RefUpdate) -> Bool { ref.name.digest(after: Refs.requests) != nil }
        func isDraft(_ ref: RefUpdate) -> Bool {
            ref.name.hasPrefix(Refs.heads) && Refs.isDraft(String(ref.name.dropFirst(Refs.heads.count)))
        }
        if first.name == main || isDraft(first) { return others.allSatisfy { isRequest($0) && $0.new == nil } }
        if isRequest(first) { return others.allSatisfy { isRequest($0) && $0.new != nil } }
        guard let id = first.name.digest(after: Refs.closed), first.new != nil else { return false }
        return others.allSatisfy { $0.new == nil && ($0.name == Refs.requests + id || isDraft($0)) }
    }
}

extension String {
    /// The request's id behind this beginning.
    fileprivate func digest(after prefix: String) -> String? {
        guard hasPrefix(prefix), case let id = String(dropFirst(prefix.count)), Digest.isWellFormed(id) else {
            return nil
        }
        return id
    }
}
