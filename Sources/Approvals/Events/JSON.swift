/// A JSON value, and its canonical form: RFC 8785 restricted to strings, booleans, arrays, objects and whole numbers
/// of a magnitude below 2^53 (protocol.md, Events). `null` may be written for other programs but is refused in
/// canonical text.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case string(String)
    case array([JSON])
    case object([String: JSON])

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
        self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }

    /// `nil` becomes `null`.
    package init(_ text: String?) { self = text.map { .string($0) } ?? .null }
}

extension JSON {
    /// RFC 8785: no white space, members sorted by the UTF-16 code units of their names, the shortest escapes.
    package var canonical: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
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
            let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            for (index, member) in sorted.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        let hex = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0x0D: bytes += "\\r".utf8
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: bytes += "\\u00".utf8 + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Why a text is not canonical JSON.
package struct JSONProblem: Error, Hashable {
    package let reason: String
}

extension JSON {
    /// Reads canonical text, and nothing else: whatever would be written differently is refused.
    package init(canonical text: some Sequence<UInt8>) throws(JSONProblem) {
        let bytes = Array(text)
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        guard reader.isAtEnd, Array(value.canonical.utf8) == bytes else {
            throw JSONProblem(reason: "not in canonical form")
        }
        self = value
    }
}

/// A reader for canonical JSON. It may accept more than the canonical form: `JSON.init(canonical:)` compares.
private struct JSONReader {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ byte: Character) -> Bool {
        guard index < bytes.count, bytes[index] == byte.asciiValue else { return false }
        index += 1
        return true
    }

    mutating func take(word: String) -> Bool {
        guard bytes[index...].starts(with: word.utf8) else { return false }
        index += word.utf8.count
        return true
    }

    mutating func value(depth: Int) throws(JSONProblem) -> JSON {
        guard depth < 16 else { throw JSONProblem(reason: "nested too deeply") }
        guard index < bytes.count else { throw JSONProblem(reason: "ends too early") }
        switch bytes[index] {
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "["):
            index += 1
            var items: [JSON] = []
            if take("]") { return .array([]) }
            repeat { items.append(try value(depth: depth + 1)) } while take(",")
            guard take("]") else { throw JSONProblem(reason: "a list without its end") }
            return .array(items)
        case UInt8(ascii: "{"):
            index += 1
            var members: [String: JSON] = [:]
            if take("}") { return .object([:]) }
            repeat {
                let name = try text()
                guard take(":"), members[name] == nil else { throw JSONProblem(reason: "a name without one value") }
                members[name] = try value(depth: depth + 1)
            } while take(",")
            guard take("}") else { throw JSONProblem(reason: "an object without its end") }
            return .object(members)
        case UInt8(ascii: "t") where take(word: "true"): return .bool(true)
        case UInt8(ascii: "f") where take(word: "false"): return .bool(false)
        default: return .int(try number())
        }
    }

    mutating func number() throws(JSONProblem) -> Int {
        let start = index
        _ = take("-")
        while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
        guard let number = Int(String(decoding: bytes[start..<index], as: UTF8.self)), number.magnitude < 1 << 53 else {
            throw JSONProblem(reason: "a value that is no text, flag or whole number below 2^53")
        }
        return number
    }

    mutating func text() throws(JSONProblem) -> String {
        guard take("\"") else { throw JSONProblem(reason: "a text is missing") }
        var decoded: [UInt8] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            var byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\\") {
                guard index < bytes.count else { throw JSONProblem(reason: "ends too early") }
                let escape = bytes[index]
                index += 1
                switch escape {
                case UInt8(ascii: "b"): byte = 0x08
                case UInt8(ascii: "t"): byte = 0x09
                case UInt8(ascii: "n"): byte = 0x0A
                case UInt8(ascii: "f"): byte = 0x0C
                case UInt8(ascii: "r"): byte = 0x0D
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte = escape
                case UInt8(ascii: "u"):
                    // Only control characters are escaped so in canonical text.
                    let digits = bytes[index..<min(index + 4, bytes.count)]
                    guard let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) else {
                        throw JSONProblem(reason: "an escape that canonical text does not use")
                    }
                    index += digits.count
                    byte = code
                default: throw JSONProblem(reason: "an escape that canonical text does not use")
                }
            }
            decoded.append(byte)
        }
        guard take("\"") else { throw JSONProblem(reason: "a text without its end") }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw JSONProblem(reason: "not UTF-8") }
        return text
    }
}
