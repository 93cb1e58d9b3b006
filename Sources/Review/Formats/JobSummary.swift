/// Markdown for the summary of a CI job, which its host limits.
package enum JobSummary {
    /// 1 MiB: what GitHub takes of one step; beyond, it shows nothing of it.
    package static let limit = 1 << 20

    /// The text, or as many of its lines as fit, and how many were left out.
    ///
    /// - Parameter room: in bytes.
    package static func fitted(_ markdown: String, in room: Int) -> String {
        if markdown.utf8.count <= room { return markdown }
        let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
        // For the line that says so, and the end of a code block.
        var left = room - 200
        var kept = 0
        var fence: String?
        for line in lines {
            left -= line.utf8.count + 1
            if left < 0 { break }
            kept += 1
            let text = line.drop { $0 == " " }
            let ticks = text.prefix { $0 == "`" }
            if let open = fence {
                if text == open { fence = nil }
            } else if ticks.count >= 3 {
                fence = String(ticks)
            }
        }
        guard kept > 0 else { return "" }
        var text = lines[..<kept].map { $0 + "\n" }.joined()
        if let fence {
            let margin = lines[..<kept].last { $0.drop { $0 == " " }.hasPrefix(fence) }?.prefix { $0 == " " } ?? ""
            text += "\(margin)\(fence)\n"
        }
        return text + "\n*\(lines.count - kept) more lines left out: too long for a job summary.*\n"
    }
}
