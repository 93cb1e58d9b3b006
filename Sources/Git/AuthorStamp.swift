/// Who did something, and when, as git records it.
package struct AuthorStamp: Hashable, Sendable {
    package var name: String
    package var email: String
    /// Seconds since 1970-01-01 00:00 UTC.
    package var time: Int64
    /// Minutes east of UTC.
    package var offsetMinutes: Int

    package init(name: String, email: String, time: Int64, offsetMinutes: Int = 0) {
        self.name = name
        self.email = email
        self.time = time
        self.offsetMinutes = offsetMinutes
    }
}

extension AuthorStamp {
    /// `Ana Silva <ana@acme.example> 1700000000 +0100`. What git refuses in names (angle brackets, line ends, NUL) is
    /// left out, and so are the characters that git trims from both ends.
    var line: String { "\(AuthorStamp.clean(name)) <\(AuthorStamp.clean(email))> \(date)" }

    /// `1700000000 +0100`: git's own form of a date.
    package var date: String {
        let minutes = abs(offsetMinutes)
        let hours = String(minutes / 60)
        let rest = String(minutes % 60)
        let zone =
            (offsetMinutes < 0 ? "-" : "+") + (hours.utf8.count < 2 ? "0" : "") + hours
            + (rest.utf8.count < 2 ? "0" : "") + rest
        return "\(time) \(zone)"
    }

    private static func clean(_ text: String) -> String {
        let crud = Set(".,:;<>\"\\'".unicodeScalars)
        func isTrimmed(_ scalar: Unicode.Scalar) -> Bool { scalar.value <= 32 || crud.contains(scalar) }
        let kept = text.unicodeScalars.filter { $0 != "<" && $0 != ">" && $0 != "\n" && $0 != "\0" }
        let start = kept.drop(while: isTrimmed)
        guard let end = start.lastIndex(where: { !isTrimmed($0) }) else { return "" }
        return String(String.UnicodeScalarView(start[...end]))
    }

    /// Reads `name <email> time zone`. A damaged line, of which real histories have some, gives what can be read.
    init(line: some Collection<UInt8>) {
        let bytes = Array(line)
        guard let open = bytes.firstIndex(of: UInt8(ascii: "<")),
            let close = bytes.lastIndex(of: UInt8(ascii: ">")), open < close
        else {
            self.init(name: String(decoding: bytes, as: UTF8.self), email: "", time: 0)
            return
        }
        var name = bytes[..<open]
        while name.last == UInt8(ascii: " ") { name.removeLast() }
        let rest = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
        var offset = 0
        if rest.count > 1, let zone = Int(String(decoding: rest[1], as: UTF8.self)), abs(zone) < 10_000 {
            offset = zone / 100 * 60 + zone % 100
        }
        self.init(
            name: String(decoding: name, as: UTF8.self),
            email: String(decoding: bytes[(open + 1)..<close], as: UTF8.self),
            time: rest.first.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0, offsetMinutes: offset)
    }
}
