import Foundation
import Fuzz
import Synchronization
import Testing

/// The fuzzers' targets over the files of this repository that they start from, and over whatever made one fail once
/// (`Tests/Fuzz/Crashes/<target>`).
@Suite("Seeds of the fuzzers") struct SeedTests {
    @Test("hold in every target", arguments: FuzzTarget.all.map(\.name))
    func seeds(of name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let files = Self.files(under: ["example-workspace", "Tests/Fuzz/Seeds"])
            .filter { file in target.seeds.contains { file.path.hasSuffix($0) } }
        #expect(!files.isEmpty, "a target starts from something")
        let crashes = Self.files(under: ["Tests/Fuzz/Crashes/\(name)"])
        for file in files { try run(target, file) }
        for file in crashes { try run(target, file, mayBeRefused: true) }
    }

    @Test("are each a target's, and so are the inputs that made one fail")
    func used() {
        let targets = FuzzTarget.all
        for file in Self.files(under: ["Tests/Fuzz/Seeds"]) {
            #expect(targets.contains { $0.seeds.contains { file.path.hasSuffix($0) } }, "\(file.path)")
        }
        let crashes = Self.files(under: ["Tests/Fuzz/Crashes"])
        #expect(!crashes.isEmpty)
        for file in crashes {
            #expect(FuzzTarget.named(file.deletingLastPathComponent().lastPathComponent) != nil, "\(file.path)")
        }
    }

    /// A thread has less of a stack than a process.
    private func run(_ target: FuzzTarget, _ file: URL, mayBeRefused: Bool = false) throws {
        let bytes = [UInt8](try Data(contentsOf: file))
        let problem = Mutex<String?>(nil)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            do { try target.run(bytes) } catch is Refused where mayBeRefused {} catch {
                problem.withLock { $0 = "\(error)" }
            }
            done.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        done.wait()
        problem.withLock { #expect($0 == nil, "\(target.name), \(file.path): \($0 ?? "")") }
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    private static func files(under folders: [String]) -> [URL] {
        folders.flatMap { folder in
            let paths = FileManager.default.subpaths(atPath: root.appending(path: folder).path) ?? []
            // A path that is asked for knows whether it is a folder.
            return paths.map { root.appending(path: "\(folder)/\($0)", directoryHint: .checkFileSystem) }
        }
        .filter { !$0.hasDirectoryPath }
    }
}
