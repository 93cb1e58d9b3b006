import Support

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The program itself, in a process of its own.
enum Program {
    /// `assent`, built beside the tests.
    static let path: String = {
        let program = CommandLine.arguments[0]
        let candidates = [program, "/proc/self/exe"].compactMap { path -> String? in
            guard let resolved = realpath(path, nil) else { return nil }
            defer { free(resolved) }
            return String(cString: resolved)
        }
        // On macOS the tests lie three folders deep in a bundle.
        for candidate in candidates {
            var folder = candidate
            for _ in 0..<4 {
                folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
                if access(folder + "/assent", X_OK) == 0 { return folder + "/assent" }
            }
        }
        return ".build/debug/assent"
    }()

    /// Runs a line of shell with `assent` in its PATH.
    ///
    /// - Parameter environment: else the scratch repository's own.
    static func shell(_ line: String, with environment: [String: String]? = nil) async throws -> ChildProcess.Output {
        let scratch = ScratchRepository.current
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        var values = environment ?? scratch.environment
        values["PATH"] = "\(folder):\(values["PATH"] ?? "")"
        return try await ChildProcess(in: scratch.path, values).run("sh", ["-c", line])
    }
}
