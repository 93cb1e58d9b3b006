import Approvals
import Git
import Support
import Testing

private let digestA = String(repeating: "a", count: 64)
private let digestB = String(repeating: "b", count: 64)
private let digestC = String(repeating: "c", count: 64)
private let revision = ObjectID(hex: "0123456789abcdef0123456789abcdef01234567")!

private func event(_ act: Act) -> Event {
    Event(workspace: "6f1c2a9e0b5d4c77", branch: "main", actor: "ana", time: "2026-03-01T12:00:00Z", act)
}

private let matter = Matter(revision: revision, subject: digestC)

private func place(_ sequence: Int) -> Link { Link(request: digestA, sequence: sequence, previous: digestB) }

private let link = #""previous":"\#(digestB)","request":"\#(digestA)""#
private let asked = #""revision":"0123456789abcdef0123456789abcdef01234567""#
private let end = #""time":"2026-03-01T12:00:00Z","version":1"#

/// An event of each kind, and its line as it must stay readable forever.
private let golden: [(event: Event, line: String)] = [
    (
        event(
            .submit(
                Proposal(
                    draft: "draft/ana/new-leads", matter: matter, to: ["bo", "bea"], comment: "Bitte \"prüfen\"\n",
                    after: [digestA]), nonce: "00ff")),
        #"{"actor":"ana","after":["\#(digestA)"],"branch":"main","comment":"Bitte \"prüfen\"\n","#
            + #""draft":"draft/ana/new-leads","kind":"submit","nonce":"00ff",\#(asked),"sequence":0,"#
            + #""subject":"\#(digestC)","time":"2026-03-01T12:00:00Z","to":["bo","bea"],"version":1,"#
            + #""workspace":"6f1c2a9e0b5d4c77"}"#
    ),
    (
        event(.revise(Proposal(draft: "draft/ana/new-leads", matter: matter), place(1))),
        #"{"actor":"ana","branch":"main","draft":"draft/ana/new-leads","kind":"revise",\#(link),\#(asked),"#
            + #""sequence":1,"subject":"\#(digestC)",\#(end),"workspace":"6f1c2a9e0b5d4c77"}"#
    ),
    (
        event(.comment("a\u{1}b", place(2))),
        #"{"actor":"ana","branch":"main","comment":"a\u0001b","kind":"comment",\#(link),"sequence":2,\#(end),"#
            + #""workspace":"6f1c2a9e0b5d4c77"}"#
    ),
    (
        event(.approve(matter, Approving(risks: []), place(3))),
        #"{"actor":"ana","branch":"main","kind":"approve",\#(link),\#(asked),"risks":[],"sequence":3,"#
            + #""subject":"\#(digestC)",\#(end),"workspace":"6f1c2a9e0b5d4c77"}"#
    ),
    (
        event(.decline(matter, reason: "no", place(4))),
        #"{"actor":"ana","branch":"main","comment":"no","kind":"decline",\#(link),\#(asked),"sequence":4,"#
            + #""subject":"\#(digestC)",\#(end),"workspace":"6f1c2a9e0b5d4c77"}"#
    ),
    (
        event(.withdraw(comment: nil, place(5))),
        #"{"actor":"ana","branch":"main","kind":"withdraw",\#(link),"sequence":5,\#(end),"#
            + #""workspace":"6f1c2a9e0b5d4c77"}"#
    ),
    (
        event(.delete(comment: "gone", place(5))),
        #"{"actor":"ana","branch":"main","comment":"gone","kind":"delete",\#(link),"sequence":5,\#(end),"#
            + #""workspace":"6f1c2a9e0b5d4c77"}"#
    ),
    (
        event(.publish(matter, Publishing(waives: true), place(6))),
        #"{"actor":"ana","branch":"main","kind":"publish",\#(link),\#(asked),"sequence":6,"#
            + #""subject":"\#(digestC)",\#(end.replacingTail()),"workspace":"6f1c2a9e0b5d4c77"}"#
    ),
    (
        event(.accept(matter, comment: nil, nonce: "00ff")),
        #"{"actor":"ana","branch":"main","kind":"accept","nonce":"00ff",\#(asked),"sequence":0,"#
            + #""subject":"\#(digestC)",\#(end),"workspace":"6f1c2a9e0b5d4c77"}"#
    ),
]

extension String {
    /// `waive` stands between `version` and `workspace`.
    fileprivate func replacingTail() -> String { self + #","waive":true"# }
}

private func event(reading line: String, summary: String = "assent: x") throws -> Event {
    try SignedEvent(message: Array("\(summary)\n\n\(line)\n".utf8)).event
}

@Suite("Events")
struct EventTests {
    private static let forms = [
        "", "assent: x", "assent: x\n\n", "x\n\nLINE\n", "\n\nLINE\n", "assent: x\nLINE\n", "LINE\n",
        "assent: x\n\n\nLINE\n", "assent: x\n \nLINE\n", "assent: x\r\n\r\nLINE\r\n", "Assent: x\n\nLINE\n",
        "assent: x\n\n LINE\n", "assent: x\n\nLINE \n",
        // git stores no message with a NUL.
        "assent: x\0y\n\nLINE\n",
        // What may follow is one signature.
        "assent: x\n\nLINE", "assent: x\n\nLINE\n\n", "assent: x\n\nLINE\n\nSigned-off-by: ana\n",
        "assent: x\n\nLINE\n\n-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n",
    ]

    /// A change to a golden line that makes it unreadable.
    private static let changes: [(Int, String, String)] = [
        // unknown
        (5, #""actor":"ana","#, #""actor":"ana","also":"x","#), (5, #""version":1"#, #""version":2"#),
        (5, #""version":1"#, #""version":0"#), (5, #""version":1"#, #""version":"1""#), (5, ",\"version\":1", ""),
        (5, #""withdraw""#, #""undo""#), (5, #""withdraw""#, #""Withdraw""#), (5, #""kind":"withdraw","#, ""),
        // types
        (5, #""actor":"ana""#, #""actor":1"#), (5, #""actor":"ana""#, #""actor":"""#), (5, #""actor":"ana","#, ""),
        (5, #""sequence":5"#, #""sequence":-5"#), (5, #""sequence":5"#, #""sequence":"5""#),
        (5, #""time":"2026-03-01T12:00:00Z""#, #""time":["2026"]"#), (5, #""branch":"main""#, #""branch":true"#),
        (7, #""waive":true"#, #""waive":"true""#), (7, #""waive":true"#, #""waive":1"#),
        (3, #""risks":[]"#, #""risks":"A401""#), (3, #""risks":[]"#, #""risks":[1]"#),
        (3, #""risks":[]"#, #""risks":{}"#), (0, #""to":["bo","bea"]"#, #""to":[["bo"]]"#),
        // digests and object ids: length, capitals, letters
        (5, digestA, String(repeating: "a", count: 63)), (5, digestA, String(repeating: "A", count: 64)),
        (5, digestB, String(repeating: "g", count: 64)), (3, digestC, String(repeating: "c", count: 65)),
        (3, "0123456789abcdef0123456789abcdef01234567", "0123456789ABCDEF0123456789abcdef01234567"),
        (3, "0123456789abcdef0123456789abcdef01234567", "01234567"),
        // the first event and the others
        (5, #""sequence":5"#, #""sequence":0"#), (0, #""sequence":0"#, #""sequence":1"#),
        (5, #""previous":"\#(digestB)","#, ""), (5, #""request":"\#(digestA)","#, ""),
        (5, #""kind":"withdraw","#, #""kind":"withdraw","nonce":"00","#), (0, #""nonce":"00ff","#, ""),
        (5, #""withdraw""#, #""submit""#), (8, #""accept""#, #""comment""#),
        // fields of other kinds, and missing ones
        (5, #""branch":"main","#, #""branch":"main","draft":"draft/ana/x","#),
        (5, #""sequence":5,"#, #""sequence":5,"subject":"\#(digestC)","#),
        (3, #""risks":[],"#, ""), (3, #""subject":"\#(digestC)","#, ""), (3, asked + ",", ""),
        (3, #""version":1,"#, #""version":1,"waive":true,"#), (4, #""comment":"no","#, ""),
        (2, #""comment":"a\u0001b","#, ""), (0, #""draft":"draft/ana/new-leads","#, ""),
        (1, #""sequence":1"#, #""risks":[],"sequence":1"#), (7, #""version":1"#, #""to":["bo"],"version":1"#),
        // bytes
        (5, #"{"actor":"ana","#, #"{ "actor":"ana","#), (5, #""ana""#, #""\u0061na""#),
        (5, #""branch":"main","kind":"withdraw""#, #""kind":"withdraw","branch":"main""#),
        (5, #""sequence":5"#, #""sequence":05"#), (5, #""sequence":5"#, #""sequence":5.0"#),
        (5, #""sequence":5"#, #""sequence":5e0"#), (5, #""actor":"ana","#, #""actor":"ana","actor":"ana","#),
        // an empty list is left out, and so is what is not waived
        (7, #""waive":true"#, #""waive":false"#), (0, #""to":["bo","bea"]"#, #""to":[]"#),
        (0, #""after":["\#(digestA)"]"#, #""after":[]"#),
        // texts that are not what their field holds
        (0, "draft/ana/new-leads", "draft/ana"), (0, "draft/ana/new-leads", "main"),
        (0, "draft/ana/new-leads", "draft/ana/x..y"), (0, "draft/ana/new-leads", "draft/../x"),
        (0, "draft/ana/new-leads", "draft/ana/x.lock"), (0, "draft/ana/new-leads", #"draft/ana/x\nref y"#),
        (0, "draft/ana/new-leads", "draft/ana/" + String(repeating: "x", count: 300)),
        (5, "2026-03-01T12:00:00Z", "yesterday"), (5, "2026-03-01T12:00:00Z", "2026-13-01T12:00:00Z"),
        (5, "2026-03-01T12:00:00Z", "2026-03-01T12:00:00+02:00"), (5, #""branch":"main""#, #""branch":"a b""#),
        (5, #""branch":"main""#, #""branch":"-x""#), (5, #""actor":"ana""#, #""actor":"a\nb""#),
        (5, #""actor":"ana""#, #""actor":"a\u2028b""#),
        (5, #""actor":"ana""#, #""actor":"\#(String(repeating: "a", count: 256))""#),
        (3, #""risks":[]"#, #""risks":["a401"]"#), (3, #""risks":[]"#, #""risks":["A401\n"]"#),
        (0, #""nonce":"00ff""#, #""nonce":"xyz""#), (0, #""after":["\#(digestA)"]"#, #""after":["x"]"#),
        (5, "{", "["), (5, "}", "}}"), (5, #""actor":"ana""#, #""actor":null"#),
    ]

    @Test("B3 each kind has its line, byte for byte, and is read back from it", arguments: golden.indices)
    func lines(index: Int) throws {
        let (event, line) = golden[index]
        #expect(Array(event.line.utf8) == Array(line.utf8))
        let back = try SignedEvent(message: Array(event.message.utf8)).event
        #expect(back == event)
        #expect(back.line == line)
        #expect(event.message == "assent: \(event.summary)\n\n\(line)\n")
        #expect(!event.summary.contains("\n"))
    }

    @Test("B3 every kind is among the golden lines")
    func complete() { #expect(Set(golden.map(\.event.kind)) == Set(Event.Kind.allCases)) }

    @Test("B3 an event's identity is the SHA-256 of its line, as any other program computes it")
    func identity() {
        // printf '%s' "$line" | sha256sum
        #expect(golden[5].event.digest == "146ba0e2893bf62cb9237428f0de1c02ad4a7b577e74861dcd08a48ed5652082")
        #expect(golden[0].event.digest == "6407ecad8929f5cf784f32e05589eabccdee7112b5bc09ae7fe63d585e5493e0")
    }

    @Test("B3 the line for people proves nothing")
    func onlyTheLineCounts() throws {
        let line = golden[3].line
        #expect(try event(reading: line, summary: "assent: bo declines everything").digest == golden[3].event.digest)
    }

    @Test("B3 a message of another form is no event: each is refused for its own reason")
    func form() throws {
        let rows = Self.forms.map { form in
            let text = form.split(separator: "LINE", omittingEmptySubsequences: false).joined(separator: golden[5].line)
            return (form.debugDescription, { try SignedEvent(message: Array(text.utf8)).event })
        }
        try expectRefused(rows, in: "Tests/ApprovalsTests/Goldens/messages.txt")
    }

    @Test("B3 unknown fields, kinds and versions, wrong types and places, and non-canonical bytes are refused as such")
    func refused() throws {
        let rows = Self.changes.map { index, old, new in
            (
                "\(golden[index].event.kind) \(old) → \(new)".debugDescription,
                { try event(reading: golden[index].line.with(old, new)) }
            )
        }
        try expectRefused(rows, in: "Tests/ApprovalsTests/Goldens/lines.txt")
    }

    /// Each is refused, and why stands in a golden.
    private func expectRefused(
        _ rows: [(name: String, read: () throws -> Event)], in path: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        var text = ""
        for (name, read) in rows {
            let problem = #expect(throws: EventProblem.self, "\(name)", sourceLocation: location) { try read() }
            text += "\(name)\n    \(problem?.reason ?? "")\n"
        }
        try Golden.expect(text, in: path, location)
    }

    @Test("B3 what a person writes cannot leave its line")
    func hostileText() throws {
        var hostile = golden[2].event
        hostile.act = .comment("x\n\n{\"actor\":\"bo\"}\n\u{0}\u{1b}[31m\u{202e}\u{2028}\\\"", place(2))
        #expect(!hostile.line.contains("\n"))
        #expect(try SignedEvent(message: Array(hostile.message.utf8)).event == hostile)
    }
}
