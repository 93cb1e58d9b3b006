/// Trailers of the commits on main, for people: nothing is ever decided by them, the events are read instead.
package enum Trailer: String {
    case request = "Assent-Request"
    case requestedBy = "Requested-by"
    case approvedBy = "Approved-by"
    case publishedBy = "Published-by"

    /// A name cannot end its line and begin another trailer.
    func line(_ value: String) -> String { "\(rawValue): \(value.onOneLine)" }
}

extension String {
    /// Control characters and line separators as spaces.
    var onOneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.breaksLines ? " " : $0 }))
    }
}
