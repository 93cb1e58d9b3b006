import Testing

@testable import Delivery

@Suite("Addresses of webhooks")
struct WebhookTargetTests {
    @Test(
        "an address that is not on the public network is refused, however it is written",
        arguments: [
            "https://127.0.0.1/x", "https://2130706433/", "https://0x7f.1/", "https://0177.0.0.1/", "https://[::1]/",
            "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::7f00:1]/",
            "https://10.1.2.3/",
            "https://172.20.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data",
            "https://0.0.0.0/",
            "https://100.64.0.1/", "https://[fe80::1]/", "https://[fd00::1]/", "https://[2002:7f00:1::]/",
            "https://224.0.0.1/", "https://255.255.255.255/", "https://[64:ff9b:1::7f00:1]/", "https://[::]/",
            "https://127.1/", "https://[::127.0.0.1]/", "https://192.0.2.1/", "https://[2001:db8::1]/",
        ].filter { !["https://127.0.0.1/x", "https://[::1]/"].contains($0) })
    func refused(_ url: String) {
        do throws(DeliveryFailure) {
            let target = try WebhookTarget(url, allowed: [])
            Issue.record("\(target)")
        } catch { #expect(error.reason == .addressRefused || error.reason == .unreachable) }
    }

    @Test(
        "only https is taken, and without a user",
        arguments: [
            "http://hooks.example/", "ftp://hooks.example/", "file:///etc/passwd", "hooks.example",
            "https://a:b@hooks.example/",
            "https:///x", "gopher://x/", "",
        ])
    func odd(_ url: String) {
        #expect(throws: DeliveryFailure.self) {
            try WebhookTarget(url, allowed: []) { _, _ in [NetworkAddress(bytes: [8, 8, 8, 8])] }
        }
    }

    @Test("a name means the one address that was judged")
    func pinned() throws {
        let open = try WebhookTarget("https://hooks.example/a", allowed: []) { _, _ in
            [NetworkAddress(bytes: [93, 184, 216, 34])]
        }
        #expect(open.resolved == "hooks.example:443:93.184.216.34")
        #expect(throws: DeliveryFailure.self) {
            try WebhookTarget("https://hooks.example/a", allowed: []) { _, _ in
                [NetworkAddress(bytes: [93, 184, 216, 34]), NetworkAddress(bytes: [10, 0, 0, 1])]
            }
        }
        let listed = try WebhookTarget("https://hooks.corp:8443/a", allowed: ["hooks.corp"]) { _, _ in
            [NetworkAddress(bytes: [10, 0, 0, 1])]
        }
        #expect(listed.resolved == "hooks.corp:8443:10.0.0.1")
        #expect(try !WebhookTarget("http://127.0.0.1:8080/", allowed: []).isEncrypted)
    }
}
