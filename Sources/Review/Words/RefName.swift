import Approvals

/// A ref as people know it: a branch without `refs/heads/`, a request by the first digits of its id.
struct RefName {
    let words: Words

    init(_ ref: String) {
        func rest(after prefix: String) -> String? {
            ref.utf8.starts(with: prefix.utf8) ? String(Substring(ref.utf8.dropFirst(prefix.utf8.count))) : nil
        }
        if let branch = rest(after: Refs.heads) {
            words = Words(branch)
        } else if let place = [Refs.requests, Refs.closed].first(where: { rest(after: $0)?.utf8.count == 64 }) {
            words = "\(place)\((rest(after: place) ?? "").prefix(8))…"
        } else {
            words = Words(ref)
        }
    }
}
