import Git
import Resources

/// What a ref is to a workspace.
enum RefPlace: Hashable {
    case main
    /// The name that the settings give main, which has not got it yet.
    case nextMain
    case draft(member: String, slug: String)
    case request(id: String)
    case closed(id: String)
    case reserved(ReservedName)
    /// Nobody's business here.
    case other

    /// - Parameters:
    ///   - main: in full; nil: there is none.
    ///   - next: the name that settings give main, in full, where it has another one.
    init(of ref: PushedRef, main: String?, next: String?) {
        let name = ref.name
        if let main, name.isExactly(main) {
            self = .main
        } else if let next, name.isExactly(next) {
            self = .nextMain
        } else if name.hasBytes("refs/replace/") {
            self = .reserved(.replace)
        } else if name == Self.draftBranch {
            self = .reserved(.draftBranch)
        } else if name.hasBytes(Refs.drafts) {
            let draft = ref.isText ? Draft(reference: name, tip: .zero) : nil
            self =
                draft.map { .draft(member: $0.member, slug: $0.slug) } ?? .reserved(ref.isText ? .notDraft : .notText)
        } else if name.hasBytes(Refs.assent) {
            self = Self.ofProduct(name)
        } else {
            self = Self.lookalike(name, main: main).map { .reserved(.lookalike(of: $0)) } ?? .other
        }
    }

    private static let draftBranch = "refs/heads/draft"

    private static func ofProduct(_ name: String) -> RefPlace {
        func id(after prefix: String) -> String? {
            guard name.hasBytes(prefix) else { return nil }
            let id = String(decoding: name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
            return Digest.isWellFormed(id) ? id : nil
        }
        if let id = id(after: Refs.requests) { return .request(id: id) }
        if let id = id(after: Refs.closed) { return .closed(id: id) }
        return .reserved(.unknown)
    }

    /// The place that a name takes on a disk where letter case and Unicode form do not count.
    private static func lookalike(_ name: String, main: String?) -> String? {
        if Layout.isPlain(name.utf8) { return nil }
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { Layout.folded(String(decoding: $0, as: UTF8.self)) }
        func isIn(_ place: String) -> Bool {
            parts.starts(with: place.split(separator: "/").map { Layout.folded(String($0)) })
        }
        if let main, isIn(main) { return main }
        return [draftBranch, "refs/assent", "refs/replace"].first(where: isIn)
    }
}

extension String {
    /// By bytes, as git compares names.
    func hasBytes(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }
}
