import YAML

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension SourceFile {
    /// Git's markers at the margin: whole conflicts, and single lines that were left of one.
    func mergeConflict() -> Finding? {
        let markers = conflictMarkers()
        guard let first = markers.first else { return nil }
        var whole = 0
        var (isOpen, hasMiddle) = (false, false)
        for marker in markers {
            switch marker.kind {
            case "<<<<<<<": (isOpen, hasMiddle) = (true, false)
            case "=======": hasMiddle = isOpen
            case ">>>>>>>":
                whole += hasMiddle ? 1 : 0
                (isOpen, hasMiddle) = (false, false)
            default: break
            }
        }
        // Only the line in the middle is anything that somebody may have meant.
        if markers.allSatisfy({ $0.kind == "=======" }), !document.problems.contains(where: { $0.kind == .syntax }) {
            return nil
        }
        let place = whole == 0 ? first : markers.first { $0.kind == "<<<<<<<" } ?? first
        let range = SourceRange(
            start: document.position(ofByte: place.offset), end: document.position(ofByte: place.offset + 7))
        let lines = "the lines <<<<<<<, |||||||, ======= and >>>>>>>"
        guard whole > 0 else {
            return finding(
                .mergeConflict, .error, range, "a line that marks a merge conflict is left",
                help: "look at the lines around it, and remove what is left of \(lines)")
        }
        let (message, choose) =
            whole == 1
            ? ("an unresolved merge conflict", "choose")
            : ("\(whole) unresolved merge conflicts, of which this is the first", "in each, choose")
        return finding(
            .mergeConflict, .error, range, message,
            help:
                "\(choose) what to keep, and remove the rest and \(lines); on a draft, assent draft resolve <field> --mine or --published does it"
        )
    }

    private func conflictMarkers() -> [(kind: String, offset: Int)] {
        let bytes = document.bytes
        var found: [(kind: String, offset: Int)] = []
        bytes.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return }
            var offset = 0
            // Most lines begin with something else, and are passed over.
            while offset < text.count {
                let end = memchr(base + offset, Int32(UInt8(ascii: "\n")), text.count - offset)
                    .map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
                if let kind = Self.conflictMarker(startingWith: text[offset]),
                    isMarker(kind, bytes[offset..<(end ?? bytes.count)])
                {
                    found.append((kind, offset))
                }
                offset = end.map { $0 + 1 } ?? text.count
            }
        }
        return found
    }

    private static func conflictMarker(startingWith first: UInt8) -> String? {
        switch first {
        case UInt8(ascii: "<"): "<<<<<<<"
        case UInt8(ascii: "|"): "|||||||"
        case UInt8(ascii: "="): "======="
        case UInt8(ascii: ">"): ">>>>>>>"
        default: nil
        }
    }

    private func isMarker(_ kind: String, _ line: ArraySlice<UInt8>) -> Bool {
        guard line.starts(with: kind.utf8) else { return false }
        let rest = line.dropFirst(kind.utf8.count)
        return isBlank(rest) || rest.first == UInt8(ascii: " ") && kind != "======="
    }
}
