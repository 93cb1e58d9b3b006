/// A reader of what anybody may push, as a fuzzer calls it: any bytes in, no crash, and what must hold of every input
/// holds. `Tests/Harness/fuzz` runs each with libFuzzer; `FuzzTests` runs each over its seeds, so that they keep working.
package struct FuzzTarget: Sendable {
    package let name: String
    /// Where seeds are taken from: ends of file names.
    package let seeds: [String]
    /// A dictionary in `Tests/Fuzz/Dictionaries`.
    package let dictionary: String?
    private let body: @Sendable ([UInt8]) throws -> Void

    init(
        _ name: String, seeds: [String], dictionary: String? = nil, _ body: @escaping @Sendable ([UInt8]) throws -> Void
    ) {
        self.name = name
        self.seeds = seeds
        self.dictionary = dictionary
        self.body = body
    }

    /// - Throws: `Broken` if something does not hold; `Refused` if the input is not read at all.
    package func run(_ bytes: [UInt8]) throws { try body(bytes) }

    package static let all: [FuzzTarget] = [
        event, chains, json, signature, trees, yaml, subject, merging, settings, check, sql, liquid, cron, terminal,
    ]

    package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// What should hold of every input and does not of this one.
package struct Broken: Error, CustomStringConvertible {
    package let description: String
}

/// The reader refused the input, which it may: nothing more can be held of it. No seed is refused, or its target would hold
/// nothing at all.
package struct Refused: Error {}

/// What the reader makes of the input.
func accepted<Value, Refusal: Error>(_ read: () throws(Refusal) -> Value) throws(Refused) -> Value {
    do throws(Refusal) { return try read() } catch { throw Refused() }
}

/// What an edit makes of the input; nil where the edit is refused.
func edited<Refusal: Error>(_ edit: () throws(Refusal) -> [UInt8]) -> [UInt8]? {
    do throws(Refusal) { return try edit() } catch { return nil }
}

/// - Parameter promise: what should hold, in words.
func hold(_ condition: Bool, _ promise: @autoclosure () -> String) throws {
    if !condition { throw Broken(description: promise()) }
}

extension [UInt8] {
    /// Two texts in one input: what stands before and behind the first byte FF, which is in no UTF-8 text.
    var halves: ([UInt8], [UInt8]) {
        guard let cut = firstIndex(of: 0xFF) else { return (self, self) }
        return (Array(self[..<cut]), Array(self[(cut + 1)...]))
    }

    /// The same, of any number of texts.
    var pieces: [[UInt8]] { split(separator: 0xFF, omittingEmptySubsequences: false).map { Array($0) } }

    var text: String { String(decoding: self, as: UTF8.self) }
}
