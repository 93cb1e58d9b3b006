import Approvals
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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

    @Test("what follows one another is taken up by the same core, as long as each has something of its own")
    func cache() {
        let mine = Taken()
        let others = Mutex<[Taken]>([])
        // Slow enough that all of them work by turns.
        @Sendable func slowly(_ taken: Taken) -> OnAllCores<Int, String>.Work {
            { items in
                usleep(1000)
                return taken.work(items)
            }
        }
        let all = OnAllCores<Int, String>(Array(0..<300), chunk: 1) {
            let taken = Taken()
            others.withLock { $0.append(taken) }
            return slowly(taken)
        }
        #expect(all.outcomes(slowly(mine)).count == 300)
        for taken in [mine] + others.withLock({ $0 }) {
            let order = taken.items.withLock { $0 }
            let jumps = zip(order, order.dropFirst()).count { $1 != $0 + 1 }
            // From its own part to half of what another had left, and so on.
            #expect(jumps <= 20)
        }
    }
}
