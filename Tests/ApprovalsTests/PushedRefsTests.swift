import Approvals
import Git
import Testing

/// What git tells a hook of a push (protocol.md, Receiving), and what it would never tell.
struct PushedRefsTests {
    private static let a = String(repeating: "a", count: 40)
    private static let zero = String(repeating: "0", count: 40)

    private func refs(_ text: String) throws(PushedRefs.Problem) -> PushedRefs { try PushedRefs(Array(text.utf8)) }

    @Test("lines of old, new and name; zeros stand for a ref that is made or deleted")
    func reads() throws {
        let (a, zero) = (Self.a, Self.zero)
        let push = try refs("\(zero) \(a) refs/heads/x\n\(a) \(zero) refs/heads/é\n")
        #expect(push.refs.map(\.name) == ["refs/heads/x", "refs/heads/é"])
        #expect(push.refs[0].old == nil && push.refs[0].new == ObjectID(hex: a))
        #expect(push.refs[1].old == ObjectID(hex: a) && push.refs[1].new == nil)
        #expect(push["refs/heads/x"] == push.refs[0])
        #expect(push["refs/heads/y"] == nil)
    }

    @Test("names that differ in their bytes alone are two, and one that is not UTF-8 is marked")
    func bytes() throws {
        let (a, zero) = (Self.a, Self.zero)
        let push = try refs("\(zero) \(a) refs/heads/\u{e9}\n\(zero) \(a) refs/heads/e\u{301}\n")
        #expect(push.refs.count == 2)
        #expect(push["refs/heads/e\u{301}"] == push.refs[1])
        let odd = try PushedRefs(Array("\(zero) \(a) refs/heads/".utf8) + [0xFF, 0x0A])
        #expect(!odd.refs[0].isText)
    }

    @Test(
        "a line that git does not write is refused, and named",
        arguments: [
            "\(a) \(a) main\n", "\(a)  \(a) refs/heads/x\n", "\(a) \(a)\trefs/heads/x\n", "\(a) \(a) \n", "\n",
            "\(a.uppercased()) \(a) refs/heads/x\n", "\(a)a \(a) refs/heads/x\n",
            "g\(a.dropFirst()) \(a) refs/heads/x\n",
            "\(a) \(a) refs/heads/x y\n", "\(a) \(a) refs/heads/\0x\n", "\(a) \(a) refs/heads/x\r\n",
            "\(a) \(a) refs/\(String(repeating: "x", count: PushedRefs.mostNameBytes))\n",
        ])
    func wrong(_ line: String) throws {
        #expect(throws: PushedRefs.Problem.line(1)) { try refs(line) }
        #expect(throws: PushedRefs.Problem.line(2)) { try refs("\(Self.zero) \(Self.a) refs/heads/first\n" + line) }
    }

    @Test("nothing, a last line without an end, a ref twice, and more than anybody pushes at once are refused")
    func bounds() throws {
        let line = "\(Self.zero) \(Self.a) refs/heads/x"
        #expect(throws: PushedRefs.Problem.empty) { try refs("") }
        #expect(throws: PushedRefs.Problem.cutOff) { try refs(line) }
        #expect(throws: PushedRefs.Problem.twice("refs/heads/x")) { try refs("\(line)\n\(line)\n") }
        let many = (0...PushedRefs.mostRefs).map { "\(line)\($0)\n" }
        #expect(try refs(many.dropLast().joined()).refs.count == PushedRefs.mostRefs)
        #expect(throws: PushedRefs.Problem.tooManyRefs(most: PushedRefs.mostRefs)) { try refs(many.joined()) }
        let long = [UInt8](repeating: 0x0A, count: PushedRefs.mostBytes + 1)
        #expect(throws: PushedRefs.Problem.tooLong(most: PushedRefs.mostBytes)) { try PushedRefs(long) }
    }
}
