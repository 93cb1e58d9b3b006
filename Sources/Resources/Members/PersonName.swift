/// What names of people and workspaces may not hold, since they are told in mail: what would look like a link, end a
/// line, or turn the direction of what follows.
enum PersonName {
    /// What is wrong, behind "its name".
    static func flaw(in name: String) -> String? {
        if name.contains("://") { return "looks like a link" }
        for scalar in name.unicodeScalars {
            switch scalar.value {
            case 0x0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: return "has a line end or another control character"
            case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
                return "has a mark that turns the direction of the text"
            default: break
            }
        }
        return nil
    }
}
