import Resources
import YAML

/// How one text became another, line by line, with some unchanged lines around each change.
package struct LineDiff: Hashable, Sendable {
    package enum Line: Hashable, Sendable {
        /// Line numbers count from 1, in the text that the line is in; of unchanged lines, in the new one.
        case same(Int, String)
        case removed(Int, String)
        case added(Int, String)
        /// Unchanged lines that are left out.
        case fold(Int)
        /// Lines that are left out, changed or not: they are not what this is about.
        case aside(Int)
        /// All that follows, where there is no room for it.
        case rest(Int)

        var number: Int? {
            switch self {
            case .same(let number, _), .removed(let number, _), .added(let number, _): number
            case .fold, .aside, .rest: nil
            }
        }
    }

    package let lines: [Line]
    package let added: Int
    package let removed: Int
    /// The texts differ, but only in how the last line ends.
    package let isOnlyEnd: Bool

    /// - Parameter places: lines of the text before, from 0, that this is about; nil: all. A range without lines stands
    ///   between two.
    package init(from before: String, to after: String, context: Int = 2, at places: [Range<Int>]? = nil) {
        let (old, new) = (Self.split(before), Self.split(after))
        var all = Self.compare(old, new)
        if let places { all = Self.asides(in: all, beside: places) }
        added = all.count { if case .added = $0 { true } else { false } }
        removed = all.count { if case .removed = $0 { true } else { false } }
        isOnlyEnd = added == 0 && removed == 0 && !before.isIdentical(to: after)
        lines = Self.folded(all, context)
    }

    private init(_ diff: LineDiff, _ lines: [Line]) {
        self.lines = lines
        (added, removed, isOnlyEnd) = (diff.added, diff.removed, diff.isOnlyEnd)
    }

    /// The first lines, and how many more there are.
    func prefix(_ count: Int, columns: Int) -> LineDiff {
        let kept = lines.prefix(lines.count > count + 1 ? count : lines.count).map { line -> Line in
            switch line {
            case .same(let number, let text): .same(number, text.cut(to: columns))
            case .removed(let number, let text): .removed(number, text.cut(to: columns))
            case .added(let number, let text): .added(number, text.cut(to: columns))
            case .fold, .aside, .rest: line
            }
        }
        let rest = lines.dropFirst(kept.count).reduce(0) { sum, line in
            switch line {
            case .same, .removed, .added: sum + 1
            case .fold(let count), .aside(let count), .rest(let count): sum + count
            }
        }
        return LineDiff(self, rest > 0 ? kept + [.rest(rest)] : kept)
    }

    private static func split(_ text: String) -> [ExactText] {
        // A last line end starts no line. CRLF is one Character, so scalars are what is split.
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
            ExactText(String($0.last == "\r" ? $0.dropLast() : $0))
        }
        if lines.last?.description.isEmpty ?? false { lines.removeLast() }
        return lines
    }

    private static func compare(_ old: [ExactText], _ new: [ExactText]) -> [Line] {
        let script = EditScript(from: old, to: new)
        var lines: [Line] = []
        lines.reserveCapacity(max(old.count, new.count))
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, script.goes[i] {
                lines.append(.removed(i + 1, old[i].description))
                i += 1
            } else if j < new.count, script.comes[j] {
                lines.append(.added(j + 1, new[j].description))
                j += 1
            } else {
                lines.append(.same(j + 1, new[j].description))
                (i, j) = (i + 1, j + 1)
            }
        }
        return lines
    }

    /// Changes elsewhere than at some places are lines like others, and left out.
    private static func asides(in all: [Line], beside places: [Range<Int>]) -> [Line] {
        var old = 0
        return all.map { line in
            let place = old
            let isNear = places.contains { $0.lowerBound <= place && place <= $0.upperBound }
            switch line {
            case .same, .fold, .aside, .rest:
                old += 1
                return line
            case .removed:
                old += 1
                return isNear ? line : .aside(0)
            case .added: return isNear ? line : .aside(1)
            }
        }
    }

    private static func folded(_ all: [Line], _ context: Int) -> [Line] {
        let changed = all.indices.filter {
            switch all[$0] {
            case .added, .removed: true
            case .same, .fold, .aside, .rest: false
            }
        }
        var isShown = [Bool](repeating: false, count: all.count)
        for index in changed {
            for near in max(0, index - context)...min(all.count - 1, index + context) { isShown[near] = true }
        }
        // A fold of one line saves nothing.
        for index in all.indices.dropFirst().dropLast() where isShown[index - 1] && isShown[index + 1] {
            isShown[index] = true
        }
        var lines: [Line] = []
        var hidden = (count: 0, isUnchanged: true)
        func fold() {
            if hidden.count > 0 { lines.append(hidden.isUnchanged ? .fold(hidden.count) : .aside(hidden.count)) }
            hidden = (0, true)
        }
        for (index, line) in all.enumerated() {
            if case .aside(let count) = line {
                hidden = (hidden.count + count, false)
            } else if isShown[index] {
                fold()
                lines.append(line)
            } else {
                hidden.count += 1
            }
        }
        if !lines.isEmpty { fold() }
        return lines
    }
}
