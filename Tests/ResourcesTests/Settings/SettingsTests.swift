import Testing
import YAML

@testable import Resources

/// Shape, roles and A304.
struct SettingsTests {
    private static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEavfUwIH3G19eIIl2wuxyrWaQsbGW19nlHLFDG+y4nI"

    private static let full = """
        version: 1
        id: 6f1c2a9e0b5d4c77
        workspace: acme-growth
        branch: trunk
        root: ./hightouch/
        require_approvals: true
        signatures: required
        landing: direct
        approvals:
          required: 1
          self_approval: false
          rules:
            - when: {risk: high}
              required: 2
            - when: {destinations: [braze]}
              required: 1
              from: ["role:lifecycle-lead", "member:bo"]
              waivable: false
        members:
          ana: {name: Ana Silva, email: ana@acme.example, login: asilva, role: draft-contributor, keys: ["\(key) ana"]}
          bo: {name: Bo Chen, email: bo@acme.example, role: lifecycle-lead}
          carol: {name: Carol Diaz, email: carol@acme.example, role: admin}
          dan: {name: Dan Fox, email: dan@acme.example, removed: true}
        roles:
          lifecycle-lead:
            permissions: [draft, publish, approve]
            destinations: [braze, iterable]
        notifications:
          from: Assent <assent@acme.example>
          webhooks:
            - {url_from: ASSENT_WEBHOOK_SLACK, format: slack, events: [submitted, published]}

        """

    private func parse(_ text: String) -> (settings: Settings?, findings: [Finding]) { Settings.parse(FileText(text)) }

    /// The full settings with one place changed.
    private func changed(_ old: String, _ new: String) -> [Finding] { parse(Self.full.replacing(old, new)).findings }

    @Test("F9 all that settings say is read, and nothing is found wrong with it")
    func everything() throws {
        let (read, findings) = parse(Self.full)
        #expect(findings.brief == [])
        let settings = try #require(read)
        #expect(settings.id == "6f1c2a9e0b5d4c77")
        #expect(settings.branch == "trunk")
        #expect(settings.root == "hightouch")
        #expect(settings.requiresApprovals && settings.signatures == .required && settings.landing == .direct)
        #expect(settings.rules.count == 2)
        #expect(settings.rules[0] == ApprovalRule(when: .init(isHighRisk: true), required: 2))
        #expect(
            settings.rules[1]
                == ApprovalRule(
                    when: .init(destinations: ["braze"]), from: [.role("lifecycle-lead"), .member("bo")],
                    isWaivable: false))
        #expect(settings.members.map(\.id) == ["ana", "bo", "carol"])
        #expect(settings.allMembers.map(\.id) == ["ana", "bo", "carol", "dan"])
        #expect(settings.member("dan") == nil)
        #expect(settings.members(login: "asilva").map(\.name) == ["Ana Silva"])
        #expect(settings.members(login: "ASilva").isEmpty)
        #expect(settings.members(email: "BO@acme.example").map(\.id) == ["bo"])
        #expect(settings.role("lifecycle-lead")?.destinations == ["braze", "iterable"])
        #expect(settings.notifications.from == Mailbox("Assent <assent@acme.example>"))
        #expect(
            settings.notifications.webhooks == [
                .init(source: "ASSENT_WEBHOOK_SLACK", format: .slack, events: [.submitted, .published])
            ])
        #expect(settings.notifications.via == .clients && settings.notifications.expire == 259_200)
    }

    @Test(
        "F9 what the standard roles may do",
        arguments: [
            ("admin", Permission.allCases), ("editor", [.draft, .publish, .approve]), ("draft-contributor", [.draft]),
            ("viewer", []), ("nobody", []),
        ])
    func standardRoles(role: String, permissions: [Permission]) {
        let member = Member(id: "x", name: "X", email: "x@x", role: role)
        let settings = Settings(id: "1", workspace: "w", allMembers: [member])
        #expect(settings.permissions(of: "x") == Set(permissions))
        #expect(settings.permissions(of: "y") == [])
    }

    @Test("F2 a workspace may limit editors, and never redefine admin")
    func redefined() throws {
        let (settings, findings) = parse(Self.full.replacing("roles:\n", "roles:\n  editor: {permissions: [draft]}\n"))
        #expect(findings.brief == [])
        #expect(settings?.role("editor")?.permissions == [.draft])
        let admin = changed("roles:\n", "roles:\n  admin: {permissions: [draft]}\n")
        #expect(admin.map(\.message) == ["the role admin is built in and cannot be changed"])
    }

    @Test("F1 what is left out has a meaning, the strict one")
    func defaults() throws {
        let (read, findings) = parse(
            "version: 1\nid: '1'\nworkspace: w\nmembers:\n  a: {name: A, email: a@a, role: admin}\n")
        let settings = try #require(read)
        #expect(findings.brief == [])
        #expect(settings.branch == "main" && settings.root == "" && settings.requiresApprovals)
        #expect(settings.requiredApprovals == 1 && !settings.allowsSelfApproval && settings.signatures == .required)
    }

    @Test(
        "A304 settings by which nothing can be judged",
        arguments: [
            "", "- a\n", "id: x\n", "version: 2\nid: x\nworkspace: w\n", "version: 1\nworkspace: w\n",
            "version: 1\nid: [",
            "version: 1\nid: x\nid: y\nworkspace: w\n",
        ])
    func unusable(text: String) {
        let (settings, findings) = parse(text)
        #expect(settings == nil)
        #expect(findings.count == 1)
        #expect(findings.allSatisfy { $0.severity == .error })
    }

    @Test(
        "A304 each slip is one finding, at its place",
        arguments: [
            ("role: draft-contributor", "role: draft-contribtor", "20:72 draft-contribtor"),
            ("permissions: [draft, publish, approve]", "permissions: [draft, publsh, approve]", "26:26 publsh"),
            ("\"role:lifecycle-lead\"", "\"role:lifecycle-led\"", "17:14 \"role:lifecycle-led\""),
            ("\"member:bo\"", "\"member:dan\"", "17:37 \"member:dan\""), ("\"member:bo\"", "bo", "17:37 bo"),
            ("risk: high", "risk: hihg", "13:20 hihg"), ("risk: high", "rsik: high", "13:14 rsik"),
            ("required: 2", "required: two", "14:17 two"), ("required: 2", "required: 3", "14:17 3"),
            ("waivable: false", "waivabel: false", "18:7 waivabel"),
            ("waivable: false", "waivable: maybe", "18:17 maybe"),
            ("self_approval: false", "self_approval: 0", "11:18 0"),
            ("require_approvals: true", "require_approvals: yes", "6:20 yes"),
            ("signatures: required", "signatures: on", "7:13 on"),
            ("branch: trunk", "branch: draft/x", "4:9 draft/x"), ("branch: trunk", "branch: a..b", "4:9 a..b"),
            ("root: ./hightouch/", "root: ../x", "5:7 ../x"),
            ("email: bo@acme.example, ", "", "21:3 bo"),
            ("  carol:", "  carol/x:", "22:3 carol/x"),
        ])
    func slips(old: String, new: String, place: String) {
        #expect(changed(old, new).brief == ["A304 error assent.yaml:\(place)"])
    }

    @Test("A304 a setting that does not exist is a warning with the near one")
    func unknownKeys() {
        let findings = changed("require_approvals: true", "require_aprovals: false")
        #expect(findings.brief == ["A304 warning assent.yaml:6:1 require_aprovals"])
        #expect(findings.first?.label == "did you mean require_approvals?")
        #expect(
            parse(Self.full.replacing("require_approvals: true", "require_aprovals: false")).settings?.requiresApprovals
                == true)
    }

    @Test("A304 what cannot be understood never lets more through")
    func strict() throws {
        let rule = try #require(parse(Self.full.replacing("[braze]}\n", "braze}\n")).settings?.rules.last)
        #expect(rule.when == ApprovalRule.Condition())
        let nobody = try #require(parse(Self.full.replacing("[\"role:lifecycle-lead\", \"member:bo\"]", "bo")).settings)
        #expect(nobody.rules[1].from == [])
        #expect(nobody.members.allSatisfy { !nobody.rules[1].counts($0) })
        #expect(parse(Self.full.replacing("waivable: false", "waivable: no!")).settings?.rules[1].isWaivable == false)
    }

    @Test(
        "A304 keys: shape, certificates, private ones, one key of two members",
        arguments: [
            ("\(key) ana", "ssh-ed25519 AAAA", "cut"),
            ("\(key) ana", "ssh-ed25519 \(key.dropFirst(12).dropLast(8))", "cut"),
            ("\(key) ana", "~/.ssh/id_ed25519.pub", "name of a file"),
            ("\(key) ana", "ssh-dss AAAA", "not a kind of key"),
            ("\(key) ana", "ssh-ed25519-cert-v01@openssh.com AAAA", "certificate"),
            ("\(key) ana", "-----BEGIN OPENSSH PRIVATE KEY-----", "private key"),
            ("\(key) ana", "\(key) ana\\n\(key) ana", "one line"),
            ("email: bo@acme.example,", "email: bo@acme.example, keys: ['\(key) other'],", "same key as ana"),
        ])
    func keys(old: String, new: String, words: String) {
        let findings = changed(old, new)
        #expect(findings.codes == ["A304"])
        #expect(findings.first?.message.contains(words) == true)
    }

    @Test("A304 an Ed25519 key of 16 bytes and RSA keys of 1024 and 16384 bits are refused")
    func shortKeys() {
        let message = { (line: String) in changed(Self.key, line).first?.message ?? "taken" }
        #expect(message("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAEAAAAAAAAAAAAAAAAAAAAAA=").contains("cut"))
        let modulus = { (length: Int) in String(repeating: "w8PD", count: length / 3) }
        #expect(
            message("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDD\(modulus(126))ww==").contains("1024 bits is too short"))
        #expect(
            message("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAIAQDD\(modulus(2046))ww==").contains("16384 bits is too long"))
    }

    @Test("A304 the key of somebody who left may be used by their new id")
    func renamedMember() {
        #expect(changed("email: dan@acme.example,", "email: dan@acme.example, keys: ['\(Self.key)'],").brief == [])
    }

    @Test("A304 two members whom nobody could tell apart")
    func sharedIdentity() {
        #expect(changed("email: bo@acme.example,", "email: bo@acme.example, login: asilva,").codes == ["A304"])
        #expect(changed("bo@acme.example", "ANA@acme.example").map(\.severity) == [.warning])
    }

    @Test(
        "A304 two members whose ids differ only in Unicode form: the second one is none, and neither acts as the other")
    func memberTwins() throws {
        let text = Self.full.replacing(
            "  dan:",
            "  caf\u{E9}: {name: A, email: a@x.example, role: editor}\n  cafe\u{301}: {name: B, email: b@x.example, role: admin}\n  dan:"
        )
        let (read, findings) = parse(text)
        #expect(findings.contains { $0.message.hasSuffix("differs from another member's id only in Unicode form") })
        let settings = try #require(read)
        #expect(settings.member("caf\u{E9}")?.name == "A")
        #expect(settings.member("cafe\u{301}") == nil)
        #expect(settings.permissions(of: "cafe\u{301}").isEmpty)
    }

    @Test("A304 nobody is left who may manage")
    func nobodyManages() {
        let findings = changed("role: admin", "role: editor")
        #expect(findings.brief == ["A304 error assent.yaml:19:1 members"])
        #expect(findings.first?.message.contains("nobody is left who may manage") == true)
    }

    @Test(
        "A304 a quorum that no set of members can meet",
        arguments: [
            ("  required: 1\n", "  required: 3\n", "ana needs 3 approvals, but only bo and carol may approve"),
            (
                "from: [\"role:lifecycle-lead\", \"member:bo\"]", "from: [\"role:viewer\"]",
                "rules[1] needs 1 approval, but no member may approve"
            ),
            ("      required: 1\n", "      required: 2\n", "rules[1] needs 2 approvals, but only bo may approve"),
        ])
    func quorum(old: String, new: String, words: String) {
        let findings = changed(old, new)
        #expect(findings.codes == ["A304"])
        #expect(findings.first?.message.contains(words) == true)
    }

    @Test("A304 an author's own approval does not count toward a quorum, unless settings say so")
    func selfApproval() {
        let text = """
            version: 1
            id: x
            workspace: w
            roles:
              writer: {permissions: [draft, approve]}
            members:
              a: {name: A, email: a@a, role: writer}
              b: {name: B, email: b@b, role: admin}
            approvals:
              required: 2
              self_approval: SELF

            """
        #expect(parse(text.replacing("SELF", "false")).findings.codes == ["A304"])
        #expect(parse(text.replacing("SELF", "true")).findings.codes == [])
        // With approvals off, nobody needs any.
        #expect(parse(text.replacing("SELF", "false") + "require_approvals: false\n").findings.codes == [])
    }

    @Test("A304 the first settings of a workspace, with its one administrator, are fine")
    func firstFile() throws {
        for id in ["6f1c2a9e0b5d4c77", "0123456789012345", "1e10", "12345678"] {
            let admin = Member(
                id: "carol", name: "Carol Diaz", email: "carol@acme.example", role: "admin", keys: [Self.key])
            let bytes = Settings.newFile(
                id: id, workspace: "acme", branch: "main", root: "", signatures: .optional, administrator: admin)
            let (settings, findings) = Settings.parse(FileText(bytes: bytes))
            #expect(findings.brief == [])
            #expect(
                settings == Settings(id: id, workspace: "acme", signatures: .optional, allMembers: [admin]))
        }
    }

    @Test("A304 ids are never used again, and stay when their member leaves")
    func ids() {
        let manifest = "destinations:\n  crm: {}\n  braze: {}\n  iterable: {}\nsources:\n  warehouse: {}\n"
        let sample = Sample([
            "assent.yaml": Self.full.replacing("root: ./hightouch/", "root: ."), "manifest-acme.yaml": manifest,
        ])
        let change = { (old: String, new: String) in
            sample.findings(changing: [
                "assent.yaml": Self.full.replacing("root: ./hightouch/", "root: .").replacing(old, new)
            ])
        }
        #expect(change("workspace: acme-growth", "workspace: acme").brief == [])
        let gone = change("  dan: {name: Dan Fox, email: dan@acme.example, removed: true}\n", "")
        #expect(gone.brief == ["A304 error assent.yaml:19:1 members"])
        #expect(gone.first?.help?.contains("removed: true") == true)
        let back = change("dan@acme.example, removed: true", "dan@acme.example, role: viewer")
        #expect(back.brief == ["A304 error assent.yaml:23:3 dan"])
        let other = change("bo: {name: Bo Chen, email: bo@acme.example", "bo: {name: Eva, email: eva@acme.example")
        #expect(other.brief == ["A304 warning assent.yaml:21:3 bo"])
        #expect(change("bo: {name: Bo Chen,", "bo: {name: Bo Chen-Diaz,").brief == [])
        #expect(sample.findings(changing: ["assent.yaml": nil]).map(\.message) == ["assent.yaml is deleted"])
    }

    @Test("A106 this program's own keys (on: in a webhook) are no notice")
    func ownKeys() {
        #expect(parse(Self.full).findings.filter { $0.code == .ambiguousScalar }.isEmpty)
    }

    @Test("A member may have any number of keys: five hundred are read, and one of them under a second member is found")
    func manyKeys() throws {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let keys = (0..<500).map { "\(Self.key.dropLast(2))\(letters[$0 / 26])\(letters[$0 % 26])" }
        let list = keys.map { "\"\($0)\"" }.joined(separator: ", ")
        let text = Self.full.replacing("keys: [\"\(Self.key) ana\"]", with: "keys: [\(list)]")
        let (settings, findings) = Settings.parse(FileText(text))
        #expect(findings.isEmpty)
        #expect(settings?.member("ana")?.keys.count == 500)
        let shared = text.replacing("role: admin}", with: "role: admin, keys: [\"\(keys[499])\"]}")
        #expect(Settings.parse(FileText(shared)).findings.map(\.code) == [.badSettings])
    }
}
