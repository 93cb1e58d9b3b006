/// The edits that turn one sequence into another: which elements go, and which come. All others are in both, in the same
/// order.
///
///     EditScript(from: ["a", "b", "c"], to: ["a", "c", "d"])   // b goes, d comes
///
/// It is the shortest, as long as that costs little (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
/// Where too much differs, elements that only one of the two has are set aside first; then what lies between elements
/// that each has once is compared by itself, as `git diff --patience` does; and a part that still costs too much is
/// replaced as a whole. So the time grows with the length of the texts, whatever is in them.
package struct EditScript: Hashable, Sendable {
    /// For each element of the old sequence, whether it goes.
    package private(set) var goes: [Bool]
    /// For each element of the new sequence, whether it comes.
    package private(set) var comes: [Bool]

    /// What may be spent before a shortest script is given up: comparisons, at some nanoseconds each.
    private static let budget = 4_000_000

    package init<Element: Hashable>(from old: some Collection<Element>, to new: some Collection<Element>) {
        // Equal elements get the same number, which is cheaper to compare.
        var numbers: [Element: Int32] = [:]
        let number = { (element: Element) -> Int32 in
            if let known = numbers[element] { return known }
            let next = Int32(truncatingIfNeeded: numbers.count)
            numbers[element] = next
            return next
        }
        let (a, b) = (old.map(number), new.map(number))
        self.init(numbered: a, b, count: numbers.count)
    }

    /// - Parameters:
    ///   - a: numbers from 0 that stand for the elements of the old sequence.
    ///   - b: the same of the new one.
    ///   - count: how many different numbers there are.
    init(numbered a: [Int32], _ b: [Int32], count: Int) {
        goes = Array(repeating: false, count: a.count)
        comes = Array(repeating: false, count: b.count)
        let whole = Span(a, b)
        // Elements that only one of the two has are seen soon; without them, most that differs much differs little.
        var budget = max(Self.budget / 256, a.count + b.count)
        if settle(whole, a, b, &budget) { return }
        budget = Self.budget
        let common = setAside(whole, a, b, count: count)
        if settle(common, a, b, &budget) { return }
        budget = Self.budget
        for part in common.partsBetweenAnchors(a, b) where !settle(part, a, b, &budget) {
            for place in part.old { goes[place] = true }
            for place in part.new { comes[place] = true }
        }
    }

    /// Places of two sequences that are compared with each other, in order.
    fileprivate struct Span {
        var old: ArraySlice<Int>
        var new: ArraySlice<Int>

        init(_ a: [Int32], _ b: [Int32]) {
            old = Array(a.indices)[...]
            new = Array(b.indices)[...]
        }

        init(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) {
            self.old = old
            self.new = new
        }

        /// Without what is the same at both ends.
        func trimmed(_ a: [Int32], _ b: [Int32]) -> Span {
            var span = self
            while let x = span.old.first, let y = span.new.first, a[x] == b[y] {
                span.old.removeFirst()
                span.new.removeFirst()
            }
            while let x = span.old.last, let y = span.new.last, a[x] == b[y] {
                span.old.removeLast()
                span.new.removeLast()
            }
            return span
        }
    }

    /// Elements that only one side has go and come whatever else does.
    ///
    /// - Returns: the others.
    private mutating func setAside(_ span: Span, _ a: [Int32], _ b: [Int32], count: Int) -> Span {
        var (isOld, isNew) = ([Bool](repeating: false, count: count), [Bool](repeating: false, count: count))
        for element in a { isOld[Int(element)] = true }
        for element in b { isNew[Int(element)] = true }
        for place in span.old where !isNew[Int(a[place])] { goes[place] = true }
        for place in span.new where !isOld[Int(b[place])] { comes[place] = true }
        let (goes, comes) = (goes, comes)
        return Span(span.old.filter { !goes[$0] }[...], span.new.filter { !comes[$0] }[...])
    }

    /// The shortest script of one part; false, and nothing done, if it costs more than is left.
    private mutating func settle(_ span: Span, _ a: [Int32], _ b: [Int32], _ budget: inout Int) -> Bool {
        let span = span.trimmed(a, b)
        let (old, new) = (span.old.map { a[$0] }, span.new.map { b[$0] })
        guard let script = Myers.shortest(old, new, &budget) else { return false }
        for offset in script.removed { goes[span.old[span.old.startIndex + offset]] = true }
        for offset in script.inserted { comes[span.new[span.new.startIndex + offset]] = true }
        return true
    }
}

extension EditScript.Span {
    /// Cut at elements that stand once on each side and, of these, at as many as keep their order.
    fileprivate func partsBetweenAnchors(_ a: [Int32], _ b: [Int32]) -> [Self] {
        func single(_ places: ArraySlice<Int>, _ elements: [Int32]) -> [Int32: Int] {
            var found: [Int32: Int] = [:]
            // -1: it stands there more than once.
            for (offset, place) in places.enumerated() {
                found[elements[place]] = found[elements[place]] == nil ? offset : -1
            }
            return found
        }
        let (inOld, inNew) = (single(old, a), single(new, b))
        let pairs = old.enumerated().compactMap { offset, place -> (old: Int, new: Int)? in
            guard inOld[a[place]] == offset, let other = inNew[a[place]], other >= 0 else { return nil }
            return (offset, other)
        }
        var parts: [Self] = []
        var (i, j) = (0, 0)
        func part(_ x: Int, _ y: Int) -> Self {
            Self(
                old[(old.startIndex + i)..<(old.startIndex + x)], new[(new.startIndex + j)..<(new.startIndex + y)])
        }
        for anchor in Self.longestIncreasing(pairs) {
            parts.append(part(anchor.old, anchor.new))
            (i, j) = (anchor.old + 1, anchor.new + 1)
        }
        parts.append(part(old.count, new.count))
        return parts.filter { !$0.old.isEmpty || !$0.new.isEmpty }
    }

    /// The longest run of pairs whose new places rise as their old ones do.
    private static func longestIncreasing(_ pairs: [(old: Int, new: Int)]) -> [(old: Int, new: Int)] {
        // For each length the pair that ends a run of it with the lowest new place.
        var ends: [Int] = []
        var previous = [Int](repeating: -1, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[ends[middle]].new < pair.new { low = middle + 1 } else { high = middle }
            }
            previous[index] = low > 0 ? ends[low - 1] : -1
            if low == ends.count { ends.append(index) } else { ends[low] = index }
        }
        var run: [(old: Int, new: Int)] = []
        var index = ends.last ?? -1
        while index >= 0 {
            run.append(pairs[index])
            index = previous[index]
        }
        return run.reversed()
    }
}

/// Myers' greedy algorithm, forwards: of scripts with ever more changes, how far each diagonal comes.
private enum Myers {
    /// - Parameter budget: what is left; nil is the answer when it is used up.
    /// - Returns: places of the old elements that go, and of the new ones that come.
    static func shortest(
        _ old: [Int32], _ new: [Int32], _ budget: inout Int
    ) -> (removed: [Int], inserted: [Int])? {
        if old.isEmpty || new.isEmpty { return (Array(old.indices), Array(new.indices)) }
        // For each number of changes, how far the diagonals -d, -d + 2, … d came.
        var trace: [[Int32]] = []
        var last: [Int32] = []
        for changes in 0...(old.count + new.count) {
            budget -= changes + 1
            guard budget >= 0 else { return nil }
            var row = [Int32](repeating: 0, count: changes + 1)
            for step in 0...changes {
                let diagonal = 2 * step - changes
                var x = start(last, step, changes)
                var y = x - diagonal
                let from = x
                while x < old.count, y < new.count, y >= 0, old[x] == new[y] {
                    x += 1
                    y += 1
                }
                budget -= x - from
                row[step] = Int32(truncatingIfNeeded: x)
                if x == old.count, y == new.count {
                    return script(trace, step, changes, old.count, new.count)
                }
            }
            trace.append(row)
            last = row
        }
        return nil
    }

    /// Where a diagonal begins: below the one to its right, or behind the one to its left, whichever came further.
    private static func start(_ last: [Int32], _ step: Int, _ changes: Int) -> Int {
        if changes == 0 { return 0 }
        // The row before has one diagonal less: its `step - 1` lies to the left, its `step` to the right.
        if step == 0 || (step != changes && last[step - 1] < last[step]) { return Int(last[step]) }
        return Int(last[step - 1]) + 1
    }

    private static func script(
        _ trace: [[Int32]], _ step: Int, _ changes: Int, _ oldCount: Int, _ newCount: Int
    ) -> (removed: [Int], inserted: [Int]) {
        var (removed, inserted): ([Int], [Int]) = ([], [])
        var step = step
        for changes in stride(from: changes, to: 0, by: -1) {
            let last = trace[changes - 1]
            if step == 0 || (step != changes && last[step - 1] < last[step]) {
                // Down: an element of the new sequence.
                let x = Int(last[step])
                inserted.append(x - (2 * step - (changes - 1)))
            } else {
                step -= 1
                removed.append(Int(last[step]))
            }
        }
        return (removed.reversed(), inserted.reversed())
    }
}
