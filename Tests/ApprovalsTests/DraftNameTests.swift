import Approvals
import Testing

struct DraftNameTests {
    @Test(
        "a draft is called after any resource that may lie in a folder",
        arguments: [
            ("leads", "leads"), ("orders.v2", "orders.v2"), ("-6", "6"), ("--", "change"),
            ("orders (old)", "orders-old"),
            ("a..b", "a-b"), ("x.lock", "x-lock"), ("r\u{E9}tention", "r-tention"), (" ", "change"), ("é", "change"),
            ("x.", "x"), ("-.-a", "a"), (String(repeating: "n", count: 101), String(repeating: "n", count: 80)),
        ])
    func named(_ resource: String, _ draft: String) {
        #expect(Draft.slug(for: resource) == draft)
        #expect(Draft.accepts(slug: draft))
    }
}
