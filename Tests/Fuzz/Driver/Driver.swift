import Foundation
import Fuzz

@_extern(c, "LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

nonisolated(unsafe) private var target = FuzzTarget.all[0]

/// libFuzzer over one target: `ASSENT_FUZZ_TARGET=<target> fuzz [options of libFuzzer] corpus …`. Without a target it lists them:
/// name, dictionary, seeds.
@main
struct Driver {
    static func main() {
        guard let name = ProcessInfo.processInfo.environment["ASSENT_FUZZ_TARGET"] else {
            for target in FuzzTarget.all {
                print(([target.name, target.dictionary ?? "-"] + target.seeds).joined(separator: " "))
            }
            return
        }
        guard let found = FuzzTarget.named(name) else {
            print("\(name) is not a target")
            exit(2)
        }
        target = found
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        let status = runDriver(&count, &arguments) { start, count in
            let bytes = Array(UnsafeBufferPointer(start: start, count: count))
            do { try target.run(bytes) } catch is Refused {} catch { fatalError("\(target.name): \(error)") }
            return 0
        }
        exit(status)
    }
}
