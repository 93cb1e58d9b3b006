import Crypto
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Messages that wait to be sent, each a file: a line about it (`Envelope`), and the message. What was sent leaves an empty
/// file in `sent/`, so that an act that is repeated tells nobody twice.
///
///     outbox/3f2a91c0…      outbox/sent/77ab02e4…
///     outbox/lock           outbox/next                who sends, and who does after that
///     outbox/due            when the first of them is to be tried
package struct Outbox: Sendable {
    /// Absolute.
    package let folder: String

    package init(in folder: String) { self.folder = folder }

    /// Of a message with what is said about it, in bytes.
    private static let longest = 32 << 20

    /// A message that waits.
    package struct Entry: Hashable, Sendable {
        /// Of its file.
        package let name: String
        package var envelope: Envelope
    }

    // MARK: - Writing

    /// Keeps messages until they are sent. When it returns, they are on the disk. Those that are known already are left out.
    ///
    /// - Returns: the ids of those that are new.
    /// - Throws: the first that could not be kept, after the others were tried.
    @discardableResult
    package func keep(_ messages: [(envelope: Envelope, body: [UInt8])]) throws(OutboxProblem) -> Set<String> {
        try makeFolder(folder)
        try makeFolder(sentFolder)
        var problem: OutboxProblem?
        var kept: Set<String> = []
        // They are due now.
        unlink(path("due"))
        for (envelope, body) in messages {
            let name = Self.name(of: envelope.id)
            if exists(path(name)) || exists(sentPath(name)) { continue }
            do throws(OutboxProblem) {
                try write(envelope, body, as: name)
                kept.insert(envelope.id)
            } catch { problem = problem ?? error }
        }
        try settle(folder)
        if let problem { throw problem }
        return kept
    }

    /// Puts another line in front of the message.
    func update(_ entry: Entry) throws(OutboxProblem) {
        try write(entry.envelope, body(of: entry.name), as: entry.name)
        try settle(folder)
    }

    /// It was delivered.
    func markSent(_ name: String) throws(OutboxProblem) {
        guard rename(path(name), sentPath(name)) == 0 else { throw OutboxProblem(path(name)) }
        // What it said goes, and the time of this is the file's.
        truncate(sentPath(name), 0)
        try settle(folder)
    }

    package func remove(_ name: String) throws(OutboxProblem) {
        guard unlink(path(name)) == 0 || errno == ENOENT else { throw OutboxProblem(path(name)) }
    }

    private func write(_ envelope: Envelope, _ body: [UInt8], as name: String) throws(OutboxProblem) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line: [UInt8]
        do { line = Array(try encoder.encode(envelope)) } catch { throw OutboxProblem(path(name), code: EINVAL) }
        try write(line + [UInt8(ascii: "\n")] + body, as: name)
    }

    private func write(_ bytes: [UInt8], as name: String) throws(OutboxProblem) {
        let new = "\(path(name)).\(getpid()).new"
        let descriptor = make(new, O_WRONLY | O_TRUNC)
        guard descriptor >= 0 else { throw OutboxProblem(new) }
        let isWritten = writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        guard close(descriptor) == 0, isWritten, rename(new, path(name)) == 0 else {
            let problem = OutboxProblem(new)
            unlink(new)
            throw problem
        }
    }

    // MARK: - Reading

    /// What waits, oldest first. What cannot be read as a message is left out, and alone.
    package func waiting() throws(OutboxProblem) -> [Entry] {
        try names(in: folder).compactMap { name in envelope(of: name).map { Entry(name: name, envelope: $0) } }
            .sorted { ($0.envelope.written, $0.name) < ($1.envelope.written, $1.name) }
    }

    /// Whether anything waits; costs one look into the folder.
    ///
    /// A folder that cannot be read holds nothing that could be sent.
    package var isEmpty: Bool {
        do throws(OutboxProblem) { return try names(in: folder).isEmpty } catch { return true }
    }

    /// Whether anything is to be tried by now. No message is read for that: `due` has the moment at which the first is, as
    /// who sent last left it. A process that was killed before that left no such file.
    package func isDue(at time: Int) -> Bool {
        if isEmpty { return false }
        guard let bytes = contents(of: "due"), let due = Int(String(decoding: bytes, as: UTF8.self)) else {
            return true
        }
        return due <= time
    }

    /// Notes when the first of those that wait is to be tried; of those that were given up, none ever is.
    func noteDue() throws(OutboxProblem) {
        let next = try waiting().filter { !$0.envelope.isGivenUp }.map(\.envelope.next).min()
        try write(Array(String(next ?? .max).utf8), as: "due")
    }

    private func envelope(of name: String) -> Envelope? {
        guard let bytes = contents(of: name), let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        do {
            let envelope = try JSONDecoder().decode(Envelope.self, from: Data(bytes[..<end]))
            return envelope.isSound ? envelope : nil
        } catch { return nil }
    }

    package func body(of name: String) throws(OutboxProblem) -> [UInt8] {
        guard let bytes = contents(of: name), let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            throw OutboxProblem(path(name))
        }
        return Array(bytes[(end + 1)...])
    }

    private func contents(of name: String) -> [UInt8]? {
        // Whatever stands there, a link, a pipe or something endless, holds nobody up.
        let descriptor = open(path(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0, let file = fdopen(descriptor, "r") else { return nil }
        defer { fclose(file) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.longest else {
            return nil
        }
        return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
    }

    /// Names of messages: 64 hexadecimal digits.
    func names(in folder: String) throws(OutboxProblem) -> [String] {
        try allNames(in: folder).filter {
            $0.utf8.count == 64 && $0.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
        }
    }

    /// Files that a command or curl was in the middle of.
    func leftovers() throws(OutboxProblem) -> [String] {
        try allNames(in: folder).filter { $0.hasSuffix(".new") || $0.hasSuffix(".message") }
    }

    private func allNames(in folder: String) throws(OutboxProblem) -> [String] {
        guard let directory = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw OutboxProblem(folder)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }
}
