import FoundationEssentials
package import Git
package import Resources

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An act of which members are to hear, noted down before it is done and kept until the messages about it are. The refs that
/// it moves tell all that there is to say of it (`OutcomeReader`), so that a command which is killed right after it tells
/// everybody all the same.
package struct Announcement: Sendable {
    /// The member who acted.
    package let actor: String
    /// The first is the commit point.
    package let refs: [RefUpdate]
    /// When, in Unix seconds.
    package let time: Int
    /// Whose refs these are; nil: they are this repository's own.
    let remote: String?
    fileprivate let file: LocalFile

    /// The messages about it are kept, or nobody is to hear of it any more.
    package func forget() { file.remove() }
}

extension Announcement {
    fileprivate init?(_ file: LocalFile) {
        guard let bytes = file.contents() else { return nil }
        let json: JSON
        do { json = try JSON(canonical: bytes) } catch { return nil }
        guard let actor = json["actor"]?.string, let refs = NotedRefs.refs(json["refs"]), let time = json["time"]?.int
        else { return nil }
        self.init(actor: actor, refs: refs, time: time, remote: json["remote"]?.string, file: file)
    }

    fileprivate var json: JSON {
        var members: JSON.Members = ["actor": .string(actor), "refs": NotedRefs.json(refs), "time": .int(time)]
        members["remote"] = remote.map(JSON.string)
        return .object(members)
    }
}

/// The announcements of a repository, a file each.
///
///     announcements/4711-3f2a91c0…    process 4711 is about to do it
///     announcements/3f2a91c0…         it is done
package struct Announcements {
    private let repository: Repository
    private var folder: String { repository.commonDirectory + "/assent/announcements" }

    package init(_ repository: Repository) { self.repository = repository }

    /// Whether this repository is one that tells people, by these settings.
    package func areTold(by notifications: Notifications) throws -> Bool {
        if notifications.via == .clients { return true }
        return try ["true", "yes", "on", "1"].contains(repository.config("assent.sends")?.lowercased() ?? "")
    }

    /// Of acts that are done, the oldest first.
    package func done() -> [Announcement] {
        names.filter(Self.isDone).compactMap { Announcement(LocalFile("\(folder)/\($0)")) }
            .sorted { ($0.time, $0.actor) < ($1.time, $1.actor) }
    }

    /// Costs one look into the folder.
    package var isEmpty: Bool { !names.contains(where: Self.isDone) }

    /// Whether a process that is gone has left any.
    var areLeft: Bool { names.contains { !$0.contains(".") && LocalFile.isLeft($0) } }

    private var names: [String] { File.names(in: folder) }

    private static func isDone(_ name: String) -> Bool {
        Digest.isWellFormed(name)
    }

    func announcement(of refs: [RefUpdate], by actor: String, at remote: String?, time: Int) -> Announcement {
        let file = LocalFile("\(folder)/\(NotedRefs.name(of: refs))")
        return Announcement(actor: actor, refs: refs, time: time, remote: remote, file: file)
    }

    /// Notes what is about to be done.
    func begin(_ announcement: Announcement) throws(FileProblem) {
        do throws(FileProblem) { try announcement.file.make(announcement.json.canonicalBytes) } catch {
            throw FileProblem(path: folder, code: error.code)
        }
    }

    /// It is done. The same act has the same name, whoever notes it.
    func confirm(_ announcement: Announcement) throws(FileProblem) {
        let path = announcement.file.path
        let name = Digest.sha256(announcement.json.canonicalBytes)
        guard rename(path, "\(folder)/\(name)") == 0 else { throw FileProblem(path: path, code: errno) }
    }

    /// Decides the notes of processes that are gone: an act that was done is confirmed, any other is forgotten.
    ///
    /// - Parameter asked: the remote that was asked just now; of what was to be done at another nothing is known yet.
    func settle(asked: String?) throws {
        for name in names where !name.contains(".") && LocalFile.isLeft(name) {
            let file = LocalFile("\(folder)/\(name)")
            guard let announcement = Announcement(file) else {
                file.remove()
                continue
            }
            if try NotedRefs.isPast(announcement.refs, at: announcement.remote, in: repository) {
                try confirm(announcement)
            } else if announcement.remote == nil || announcement.remote == asked {
                announcement.forget()
            }
        }
    }
}

extension Mover {
    /// Moves refs, and notes the act down first if the settings say that members hear of it. A note that
    /// cannot be written keeps nobody from acting.
    ///
    /// - Parameter actor: who acts.
    func announcing<Value>(
        _ refs: [RefUpdate], by actor: String, _ move: () async throws -> Value
    ) async throws -> Value {
        let announcements = Announcements(repository)
        guard settings.notifications.tellAnybody, try announcements.areTold(by: settings.notifications) else {
            return try await move()
        }
        let announcement = announcements.announcement(
            of: refs, by: actor, at: remote?.name, time: Int(session.clock().timeIntervalSince1970))
        var problem: FileProblem?
        do throws(FileProblem) { try announcements.begin(announcement) } catch { problem = error }
        let value: Value
        do { value = try await move() } catch {
            // Whether it was done, the next fetch shows.
            if case MovedRefusal.unknownOutcome = error {} else { announcement.forget() }
            throw error
        }
        // Where this cannot be noted, a later command finds out.
        do throws(FileProblem) { try announcements.confirm(announcement) } catch {}
        session.announced?(announcement, problem)
        return value
    }
}
