import Foundation
import Support
import Testing

/// The code stands in its rooms as Sources/style.md says.
struct HouseTests {
    @Test("No type is extended in another room than its own")
    func extensions() throws {
        let declared = try Pattern("(?m)^(?:[a-z]+ )*(?:struct|class|enum|actor|protocol) (\\w+)")
        let extended = try Pattern("(?m)^(?:[a-z]+ )*extension (\\w+)(?:\\.(\\w+))?")
        let sources = Written.texts.filter { $0.key.hasPrefix("Sources/") && $0.key.hasSuffix(".swift") }
        func room(_ path: String) -> String { String(path.split(separator: "/")[1]) }
        let rooms = Set(sources.keys.map(room))
        var homes: [String: Set<String>] = [:]
        for (path, text) in sources {
            for match in declared.matches(in: text) { homes[match[1], default: []].insert(room(path)) }
        }
        var count = 0
        for (path, text) in sources {
            for match in extended.matches(in: text) {
                // `Resources.Explanation`, and `Value.Pair`.
                guard let home = homes[rooms.contains(match[1]) ? match[2] : match[1]] else { continue }
                #expect(home.contains(room(path)), "\(path) has: \(match[0])")
                count += 1
            }
        }
        #expect(count > 100)
    }

    @Test("No type has more than forty members in extensions: it is several then")
    func width() throws {
        let extended = try Pattern("^(?:[a-z]+ )*extension ((?:\\w+\\.)*\\w+)")
        let member = try Pattern("^    (?:@\\w+ )*(?:[a-z]+(?:\\(set\\))? )*(?:func|var|let|init|subscript|case)\\b")
        var members: [String: Int] = [:]
        for (path, text) in Written.texts where path.hasPrefix("Sources/") && path.hasSuffix(".swift") {
            var type: String?
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
                if let match = extended.matches(in: line).first { type = match[1] }
                if line == "}" { type = nil }
                if let type, !member.matches(in: line).isEmpty { members[type, default: 0] += 1 }
            }
        }
        #expect(members.count > 100)
        for (type, count) in members { #expect(count <= 40, "\(type) has \(count)") }
    }
}
