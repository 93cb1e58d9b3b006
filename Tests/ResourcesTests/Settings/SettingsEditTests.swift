import Testing
import YAML

@testable import Resources

/// Edits of `assent.yaml`: what is asked for, and not a byte else.
struct SettingsEditTests {
    private let text = """
        # ours
        version: 1
        id: 5d0c7a1e9b3f2468
        workspace: acme   # the company
        members:
          # the team
          ana: {name: Ana Silva, email: ana@acme.example, role: draft-contributor, keys: [k]} # since 2024
          carol:
            name: Carol Diaz
            email: carol@acme.example
            role: admin

        """

    private func edited(_ change: ([UInt8]) throws(Settings.EditProblem) -> [UInt8]) throws -> String {
        String(decoding: try change(Array(text.utf8)), as: UTF8.self)
    }

    @Test("A new member stands last and is read back as given")
    func adding() throws {
        let bo = Member(
            id: "bo", name: "Bo: Chen", email: "bo@acme.example", login: "yes", role: "editor", keys: ["a b"])
        let result = try edited { (bytes) throws(Settings.EditProblem) in try Settings.adding(bo, to: bytes) }
        #expect(result.hasPrefix(text))
        #expect(Settings.parse(FileText(result)).settings?.member("bo") == bo)
    }

    @Test(
        "An id that is taken, or was, is refused",
        arguments: [
            ("ana", "there is already a member ana", nil),
            ("dan", "dan was removed, and an id is never used again", "choose another id"),
        ])
    func taken(id: String, message: String, help: String?) throws {
        let text = text + "  dan: {name: Dan, email: d@d, removed: true}\n"
        #expect(throws: Settings.EditProblem(message: message, help: help)) {
            try Settings.adding(Member(id: id, name: "X", email: "x@x", role: "viewer"), to: Array(text.utf8))
        }
    }

    @Test(
        "Nobody gets an address that says who another member is, or none",
        arguments: [
            ("ana@acme.example", "ana@acme.example is the address of the member ana"),
            ("Ana@ACME.example", "Ana@ACME.example is the address of the member ana"),
            ("not an address", "not an address is not an e-mail address"),
            ("", "an empty text is not an e-mail address"),
            ("bo@", "bo@ is not an e-mail address"),
            ("Bo <bo@acme.example>", "Bo <bo@acme.example> is not an e-mail address"),
        ])
    func address(email: String, message: String) {
        do throws(Settings.EditProblem) {
            _ = try Settings.adding(Member(id: "bo", name: "Bo", email: email, role: "editor"), to: Array(text.utf8))
            Issue.record("it was taken")
        } catch {
            #expect(error.message == message)
        }
    }

    @Test("The address of who was removed is free")
    func freeAddress() throws {
        let text = text + "  dan: {name: Dan, email: d@d, removed: true}\n"
        let member = Member(id: "dan-2", name: "Dan", email: "d@d", role: "viewer")
        let result = try Settings.adding(member, to: Array(text.utf8))
        #expect(Settings.parse(FileText(bytes: result)).settings?.member("dan-2") == member)
    }

    @Test("Who is removed keeps the id and loses the rest")
    func removing() throws {
        let result = try edited { (bytes) throws(Settings.EditProblem) in
            try Settings.removing(member: "ana", from: bytes)
        }
        #expect(result.contains("  ana: {name: Ana Silva, email: ana@acme.example, removed: true} # since 2024\n"))
        let settings = Settings.parse(FileText(result)).settings
        #expect(settings?.members.map(\.id) == ["carol"])
        #expect(settings?.allMembers.first?.keys == [])
        #expect(
            throws: Settings.EditProblem(
                message: "ana was removed, and stays removed", help: "if they are back, add them under another id")
        ) {
            try Settings.removing(member: "ana", from: Array(result.utf8))
        }
        #expect(throws: Settings.EditProblem(message: "there is no member anna", help: "did you mean ana?")) {
            try Settings.removing(member: "anna", from: Array(text.utf8))
        }
    }

    @Test(
        "A setting is written as typed, where it stands or where it belongs",
        arguments: [
            ("workspace", "acme-eu", "acme-eu"), ("require_approvals", "off", "false"),
            ("approvals.required", "2", "2"),
            ("approvals.self_approval", "true", "true"), ("members.ana.role", "editor", "editor"),
            ("branch", "on", "on"),
            ("members.ana.email", "Ana@acme.example", "Ana@acme.example"),
            ("roles.lead.permissions", "draft, approve", "draft, approve"),
            ("signatures", "optional", "optional"), ("landing", "direct", "direct"),
        ])
    func setting(key: String, typed: String, read: String) throws {
        let result = try edited { (bytes) throws(Settings.EditProblem) in
            try Settings.setting(key, to: typed, in: bytes)
        }
        #expect(result.contains("# ours\n") && result.contains("# the team\n") && result.contains("# since 2024\n"))
        #expect(Settings.parse(FileText(result)).settings?.value(of: key) == read)
    }

    @Test(
        "What cannot be set is refused in words",
        arguments: [
            ("id", "x", "id is not set by hand"), ("require_aproval", "true", "there is no setting require_aproval"),
            ("require_approvals", "maybe", "require_approvals must be true or false, not maybe"),
            ("approvals.required", "0", "approvals.required must be a number of 1 or more, not 0"),
            ("landing", "here", "landing must be direct or branch, not here"),
            ("members.anna.role", "x", "there is no member anna"),
            ("workspace", "", "workspace cannot be empty"),
            ("notifications.from", "A <a@a", "notifications.from is not an address of mail"),
            ("notifications.expire", "3 days", "notifications.expire is not a length of time"),
            ("notifications.via", "post", "notifications.via must be clients or server, not post"),
            ("members.ana.mail", "some", "members.ana.mail must be all, asked or none, not some"),
            ("members.ana.email", "CAROL@acme.example", "CAROL@acme.example is the address of the member carol"),
            ("members.ana.email", "ana", "ana is not an e-mail address"),
            ("members.dan.role", "editor", "dan was removed, and stays removed"),
        ])
    func refused(key: String, typed: String, message: String) {
        do throws(Settings.EditProblem) {
            let text = text + "  dan: {name: Dan, email: d@d, removed: true}\n"
            _ = try Settings.setting(key, to: typed, in: Array(text.utf8))
            Issue.record("it was taken")
        } catch {
            #expect(error.message == message)
        }
    }

    @Test("A setting that is taken out has its default again, and not a byte else is changed")
    func unsetting() throws {
        let with = text + "approvals:\n  required: 2   # two\n  self_approval: true\nsignatures: optional\n"
        let result = try Settings.unsetting("approvals.required", in: Array(with.utf8))
        #expect(String(decoding: result, as: UTF8.self) == with.replacing("  required: 2   # two\n", with: ""))
        #expect(Settings.parse(FileText(bytes: result)).settings?.value(of: "approvals.required") == "1")
        let twice = try Settings.unsetting("approvals.self_approval", in: result)
        #expect(Settings.parse(FileText(bytes: twice)).settings?.value(of: "approvals.self_approval") == "false")
        #expect(try Settings.unsetting("approvals.required", in: twice) == twice)
    }

    @Test(
        "What has no default cannot be taken out, and nothing is set to nothing",
        arguments: [
            ("workspace", nil, "workspace has no default"),
            ("members.ana.role", nil, "members.ana.role has no default"),
            ("members.ana.email", nil, "members.ana.email has no default"),
            ("roles.lead.permissions", nil, "roles.lead.permissions has no default"),
            ("id", nil, "id is not set by hand"),
            ("roles.lead.permissions", "", "roles.lead.permissions cannot be empty"),
            ("roles.lead.sources", " , ", "roles.lead.sources cannot be empty"),
            ("root", "", "root cannot be empty"),
        ])
    func nothing(key: String, typed: String?, message: String) {
        let bytes = Array((text + "roles:\n  lead: {permissions: [draft], sources: [a]}\n").utf8)
        do throws(Settings.EditProblem) {
            if let typed {
                _ = try Settings.setting(key, to: typed, in: bytes)
            } else {
                _ = try Settings.unsetting(key, in: bytes)
            }
            Issue.record("it was taken")
        } catch {
            #expect(error.message == message)
            let hasDefault = key == "root" || key == "roles.lead.sources"
            #expect((error.command == "assent settings --unset \(key)") == (hasDefault && typed != nil))
        }
    }

    @Test("A file that cannot be read is not edited")
    func unreadable() {
        #expect(
            throws: Settings.EditProblem(
                message: "assent.yaml cannot be read", help: "see what is wrong with it", command: "assent check")
        ) {
            try Settings.setting("workspace", to: "x", in: Array("a: [".utf8))
        }
    }

    @Test("a copy gets an id of its own, and nothing else of its settings changes")
    func renew() throws {
        let text = "version: 1\nid: 6f1c2a9e0b5d4c77 # random\nworkspace: acme\n"
        let renewed = try Settings.renewing(id: "0123456789abcdef", in: Array(text.utf8))
        #expect(
            String(decoding: renewed, as: UTF8.self)
                == "version: 1\nid: 0123456789abcdef # random\nworkspace: acme\n")
    }
}
