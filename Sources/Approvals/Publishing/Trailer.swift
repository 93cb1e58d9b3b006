/// Trailers of the commits on main, for people and for finding a request; verification reads the events instead.
package enum Trailer: String {
    case request = "Assent-Request"
    case requestedBy = "Requested-by"
    case approvedBy = "Approved-by"
    case publishedBy = "Published-by"

    /// A name cannot end its line and begin another trailer.
    func line(_ value: String) -> String { "\(rawValue): \(value.onOneLine)" }

    /// The last value of this trailer in a message's last paragraph.
    package func value(in message: String) -> String? {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        let prefix = "\(rawValue): "
        return lines.last { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }
}

extension String {
    /// Control characters and line separators as spaces.
    var onOneLine: String {
        func isPlain(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        return String(String.UnicodeScalarView(unicodeScalars.map { isPlain($0) ? $0 : " " }))
    }
}
