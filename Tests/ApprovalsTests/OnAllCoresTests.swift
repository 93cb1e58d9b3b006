import Approvals
import Synchronization
import Testing

struct OnAllCoresTests {
    /// Which items were taken up, each time that one was.
    private final class Taken: Sendable {
        let items = Mutex<[Int]>([])

        func work(_ items: ArraySlice<Int>) -> [String] {
            self.items.withLock { $0 += items }
            return items.map(String.init)
        }
    }

    @Test(
        "every item is taken up once and answered in its place, whether the other cores help or cannot",
        arguments: [0, 1, 2, 13, 14, 15, 1000], [1, 7, 64])
    func order(count: Int, chunk: Int) {
        let items = Array(0..<count)
        for helps in [true, false] {
            let taken = Taken()
            let all = OnAllCores<Int, String>(items, chunk: chunk) {
                guard helps else { return nil }
                return { taken.work($0) }
            }
            #expect(all.outcomes(taken.work) == items.map(String.init))
            #expect(taken.items.withLock { $0.sorted() } == items)
            // Asked again, it knows.
            #expect(all.outcomes(taken.work).count == count)
            #expect(taken.items.withLock { $0.count } == count)
        }
    }

    @Test("a core is given items that follow one another")
    func neighbours() {
        let taken = Taken()
        let all = OnAllCores<Int, String>(Array(0..<900), chunk: 30) { nil }
        _ = all.outcomes(taken.work)
        let order = taken.items.withLock { $0 }
        let jumps = zip(order, order.dropFirst()).count { $1 != $0 + 1 }
        // To the parts of the others, of which it takes half of what is left each time.
        #expect(jumps < 30)
    }
}
