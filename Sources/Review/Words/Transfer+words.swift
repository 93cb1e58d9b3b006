package import Approvals

extension Words {
    /// `Fetching from origin…`
    package init(_ transfer: Transfer) {
        switch transfer {
        case .fetching(let remote): self = "Fetching from \(remote)…"
        case .sending(let remote): self = "Sending to \(remote)…"
        }
    }
}
