import Support
import Testing

/// Whole transcripts, held against those in `Goldens/`.
extension Stage {
    func matchesGolden(_ name: String, _ location: SourceLocation = #_sourceLocation) throws {
        try Self.expect(transcript, asGolden: name, location)
    }

    static func expect(
        _ text: String, asGolden name: String, _ location: SourceLocation = #_sourceLocation
    ) throws {
        try Golden.expect(text, in: "\(Golden.transcripts)/\(name).txt", location)
    }
}
