extension JSON {
    /// The members of an object, in the order of canonical text: the UTF-16 code units of their names (RFC 8785).
    ///
    /// An array rather than a dictionary: objects have few members, are written more often than searched, and are then
    /// written as they stand.
    package struct Members: Hashable, Sendable {
        private var sorted: [Member] = []

        package init() {}

        /// - Parameter pairs: of two with the same name the last counts.
        package init(_ pairs: some Sequence<(String, JSON)>) {
            sorted.reserveCapacity(pairs.underestimatedCount)
            for (name, value) in pairs { self[name] = value }
        }

        package var names: [String] { sorted.map(\.name) }
        package var isEmpty: Bool { sorted.isEmpty }

        package subscript(name: String) -> JSON? {
            get {
                let place = place(of: name)
                return place.isTaken ? sorted[place.index].value : nil
            }
            set {
                let place = place(of: name)
                switch (newValue, place.isTaken) {
                case (let value?, true): sorted[place.index].value = value
                case (let value?, false): sorted.insert(Member(name: name, value: value), at: place.index)
                case (nil, true): sorted.remove(at: place.index)
                case (nil, false): break
                }
            }
        }

        package mutating func removeValue(forKey name: String) -> JSON? {
            let place = place(of: name)
            return place.isTaken ? sorted.remove(at: place.index).value : nil
        }

        /// With those of another object, which count where both have one.
        package mutating func merge(_ others: Members) {
            for member in others.sorted { self[member.name] = member.value }
        }

        /// Where a name stands, or would be inserted.
        private func place(of name: String) -> (index: Int, isTaken: Bool) {
            var (low, high) = (0, sorted.count)
            while low < high {
                let middle = (low + high) / 2
                switch sorted[middle].name.orderInJSON(against: name) {
                case 0: return (middle, true)
                case ..<0: low = middle + 1
                default: high = middle
                }
            }
            return (low, false)
        }
    }

    package struct Member: Hashable, Sendable {
        package let name: String
        package var value: JSON
    }
}

extension JSON.Members: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}

extension JSON.Members: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { sorted.count }
    package subscript(index: Int) -> JSON.Member { sorted[index] }
}

extension String {
    /// The order of UTF-16 code units, told by the UTF-8: it differs from that of the bytes only where a character
    /// beyond U+FFFF (a pair of units from U+D800 on) meets one from U+E000 on (first byte EE or EF).
    ///
    /// - Returns: less than 0 if this text is the first, 0 if the two are the same bytes, else more than 0.
    func orderInJSON(against other: String) -> Int {
        var (name, other) = (self, other)
        return name.withUTF8 { name in
            other.withUTF8 { other in
                for index in 0..<min(name.count, other.count) where name[index] != other[index] {
                    return Int(Self.rank(name[index])) - Int(Self.rank(other[index]))
                }
                return name.count - other.count
            }
        }
    }

    private static func rank(_ byte: UInt8) -> UInt8 { byte & 0xFE == 0xEE ? byte | 0x10 : byte }
}
