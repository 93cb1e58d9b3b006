/// Which part of a tree is asked for.
struct TreeScope {
    private let folders: [[UInt8]]
    private let wants: ((String) -> Bool)?

    init(_ folders: [String], _ wants: ((String) -> Bool)?) {
        self.folders = folders.map { Array($0.utf8) }
        self.wants = wants
    }

    func looksAt(_ path: [UInt8]) -> Bool {
        covers(path) || leadsThrough(path) || wants?(String(decoding: path, as: UTF8.self)) == true
    }

    private func covers(_ path: [UInt8]) -> Bool {
        folders.contains { $0.isEmpty || $0 == path || path.starts(with: $0 + [UInt8(ascii: "/")]) }
    }

    private func leadsThrough(_ path: [UInt8]) -> Bool {
        folders.contains { $0.starts(with: path + [UInt8(ascii: "/")]) }
    }
}
