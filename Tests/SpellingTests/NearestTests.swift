import Support
import Testing

@testable import Spelling

@Test(
    "the nearest names come first, and nothing far",
    arguments: [
        ("emial", ["id", "email", "created_at"], ["email"]),
        ("EMAIL", ["id", "email"], ["email"]),
        ("userId", ["user_id", "id", "user"], ["user_id"]),
        ("email", ["work_email", "phone"], ["work_email"]),
        ("first name", ["first_name", "last_name"], ["first_name"]),
        ("id", ["email", "city"], []),
        ("revenue", ["customer", "product"], []),
        ("leads", ["leads-2", "lead", "orders"], ["leads-2", "lead"]),
        ("", ["a"], []),
        ("x", ["x"], []),
    ])
func nearestNames(name: String, among: [String], expected: [String]) {
    #expect(nearest(name, among: among) == expected)
}

@Test("no more names than asked for, each once")
func nearestLimit() {
    #expect(nearest("a1", among: ["a2", "a3", "a2", "a4", "a5"], limit: 2) == ["a2", "a3"])
}

@Test("a name is looked for among many long ones in bounded time")
func longNames() {
    let names = (0..<4_000).map { HostileText.many("\($0)", 40) }
    #expect(HostileText.cost { _ = nearest(HostileText.many("x", 200), among: names) } < HostileText.patience)
    #expect(nearest(HostileText.many("x", 2_000), among: [HostileText.many("x", 2_000)]) == [])
}
