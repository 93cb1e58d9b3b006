/// A JSON value, and its canonical form: RFC 8785 restricted to strings, booleans, arrays, objects and whole numbers
/// of a magnitude below 2^53 (protocol.md, Events). `null` may be written for other programs but is refused in
/// canonical text.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case string(String)
    case array([JSON])
    case object(Members)

    package subscript(key: String) -> JSON? { if case .object(let members) = self { members[key] } else { nil } }
    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var int: Int? { if case .int(let number) = self { number } else { nil } }
    package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    package var array: [JSON]? { if case .array(let items) = self { items } else { nil } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Members(elements))
    }

    /// `nil` becomes `null`.
    package init(_ text: String?) { self = text.map { .string($0) } ?? .null }

    /// `nil` becomes `null`.
    package init(_ number: Int?) { self = number.map { .int($0) } ?? .null }

    /// `nil` becomes `null`.
    package init(_ flag: Bool?) { self = flag.map { .bool($0) } ?? .null }

    /// An object with one more member.
    package func adding(_ key: String, _ value: JSON) -> JSON {
        guard case .object(var members) = self else { preconditionFailure("only an object has members") }
        members[key] = value
        return .object(members)
    }
}

extension JSON {
    /// RFC 8785: no white space, members sorted by the UTF-16 code units of their names, the shortest escapes.
    package var canonical: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// The same as UTF-8.
    package var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .int(let number): bytes += String(number).utf8
        case .string(let text): Self.write(text, to: &bytes)
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                item.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { text in
            var rest = text[...]
            while let special = rest.firstIndex(where: needsEscape) {
                bytes += rest[..<special]
                escape(text[special], to: &bytes)
                rest = rest[(special + 1)...]
            }
            bytes += rest
        }
        bytes.append(UInt8(ascii: "\""))
    }

    fileprivate static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            bytes += "u00".utf8
            bytes += [Digest.hexadecimal[Int(byte >> 4)], Digest.hexadecimal[Int(byte & 15)]]
        default: bytes.append(byte)
        }
    }
}

/// Why a text is not canonical JSON.
package struct JSONProblem: Error, Hashable {
    package let reason: String

    fileprivate static let notCanonical = JSONProblem(reason: "is not in canonical form")
}

extension JSON {
    /// Reads canonical text, and nothing else: whatever would be written differently is refused.
    package init(canonical text: some Sequence<UInt8>) throws(JSONProblem) {
        var reader = JSONReader(bytes: Array(text))
        let value = try reader.value(depth: 0)
        guard reader.isAtEnd else { throw .notCanonical }
        self = value
    }
}

/// A reader for canonical JSON. Each value has one text, and no other is taken: what is read need not be written again
/// to compare it.
private struct JSONReader {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: byte) else { return false }
        index += 1
        return true
    }

    mutating func take(word: StaticString) -> Bool {
        let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[index...].starts(with: word) else { return false }
        index += word.count
        return true
    }

    mutating func value(depth: Int) throws(JSONProblem) -> JSON {
        guard depth < 16 else { throw JSONProblem(reason: "is nested too deeply") }
        guard index < bytes.count else { throw JSONProblem(reason: "ends too early") }
        switch bytes[index] {
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "["):
            index += 1
            var items: [JSON] = []
            if take("]") { return .array([]) }
            repeat { items.append(try value(depth: depth + 1)) } while take(",")
            guard take("]") else { throw JSONProblem(reason: "has a list without an end") }
            return .array(items)
        case UInt8(ascii: "{"):
            index += 1
            return .object(try members(depth: depth))
        case UInt8(ascii: "t") where take(word: "true"): return .bool(true)
        case UInt8(ascii: "f") where take(word: "false"): return .bool(false)
        default: return .int(try number())
        }
    }

    private mutating func members(depth: Int) throws(JSONProblem) -> JSON.Members {
        var members = JSON.Members()
        if take("}") { return members }
        repeat {
            let name = try text()
            guard take(":") else { throw JSONProblem(reason: "has a name without exactly one value") }
            switch members.last.map({ $0.name.orderInJSON(against: name) }) ?? -1 {
            case 0: throw JSONProblem(reason: "has a name without exactly one value")
            case ..<0: members[name] = try value(depth: depth + 1)
            default: throw .notCanonical
            }
        } while take(",")
        guard take("}") else { throw JSONProblem(reason: "has an object without an end") }
        return members
    }

    /// As `String(_: Int)` writes it: no zeros in front, no negative zero.
    private mutating func number() throws(JSONProblem) -> Int {
        let start = index
        let isNegative = take("-")
        let first = index
        while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
        guard let number = Int(String(decoding: bytes[start..<index], as: UTF8.self)), number.magnitude < 1 << 53 else {
            throw JSONProblem(reason: "has a value that is not text, a flag or a whole number below 2^53")
        }
        if bytes[first] == UInt8(ascii: "0"), isNegative || index > first + 1 { throw .notCanonical }
        return number
    }

    private mutating func text() throws(JSONProblem) -> String {
        guard take("\"") else { throw JSONProblem(reason: "lacks a quote that starts a text") }
        // Nearly all texts stand as they are.
        var decoded: [UInt8] = []
        var plain = index..<end()
        index = plain.upperBound
        while take("\\") {
            decoded += bytes[plain]
            decoded.append(try escaped())
            plain = index..<end()
            index = plain.upperBound
        }
        guard take("\"") else {
            // A control character is written with an escape.
            throw isAtEnd ? JSONProblem(reason: "has a text without an end") : .notCanonical
        }
        let text =
            decoded.isEmpty
            ? String(validating: bytes[plain], as: UTF8.self)
            : String(validating: decoded + bytes[plain], as: UTF8.self)
        guard let text else { throw JSONProblem(reason: "is not UTF-8") }
        return text
    }

    /// Where the bytes that stand for themselves end.
    private func end() -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var end = index
            while end < bytes.count, !JSON.needsEscape(bytes[end]) { end += 1 }
            return end
        }
    }

    /// What stands behind a backslash.
    private mutating func escaped() throws(JSONProblem) -> UInt8 {
        guard index < bytes.count else { throw JSONProblem(reason: "ends too early") }
        let escape = bytes[index]
        index += 1
        switch escape {
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return escape
        case UInt8(ascii: "u"): return try control()
        default: throw JSONProblem(reason: "has an escape that canonical text does not use")
        }
    }

    /// Four digits of a control character that has no shorter escape.
    private mutating func control() throws(JSONProblem) -> UInt8 {
        let digits = bytes[index..<min(index + 4, bytes.count)]
        guard let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw JSONProblem(reason: "has an escape that canonical text does not use")
        }
        let written = "00".utf8 + [Digest.hexadecimal[Int(code >> 4)], Digest.hexadecimal[Int(code & 15)]]
        guard code < 0x20, ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(code), digits.elementsEqual(written) else {
            throw .notCanonical
        }
        index += digits.count
        return code
    }
}
