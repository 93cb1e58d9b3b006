// libyaml's header brings C's memcmp along.
import CYAML

extension String {
    /// Whether both have the same bytes. `==` calls canonically equivalent texts equal (`é` in one scalar and in two,
    /// the Kelvin sign and `K`), which no YAML reader does.
    package func isIdentical(to other: String) -> Bool {
        // Most texts that are compared differ in length, which is known without looking at them.
        guard utf8.count == other.utf8.count else { return false }
        return utf8.withContiguousStorageIfAvailable { bytes in
            other.utf8.withContiguousStorageIfAvailable { $0.isIdentical(to: bytes) }
                ?? bytes.elementsEqual(other.utf8)
        } ?? utf8.elementsEqual(other.utf8)
    }
}

extension UnsafeBufferPointer<UInt8> {
    package func isIdentical(to other: Self) -> Bool {
        guard count == other.count, let start = baseAddress, let otherStart = other.baseAddress else {
            return count == other.count
        }
        return memcmp(start, otherStart, count) == 0
    }
}

/// A text that equals only one with the same bytes: for keys of sets and dictionaries.
package struct ExactText: Hashable, Sendable, CustomStringConvertible {
    package var description: String

    package init(_ text: String) { description = text }

    package static func == (a: ExactText, b: ExactText) -> Bool { a.description.isIdentical(to: b.description) }

    // Equal bytes have equal hashes: String hashes its normal form.
    package func hash(into hasher: inout Hasher) { description.hash(into: &hasher) }
}
