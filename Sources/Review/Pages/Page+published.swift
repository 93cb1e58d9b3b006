import Approvals
import Git
package import Resources
import YAML

extension Page {
    package init(viewing published: PublishedResource, for reader: Reader) {
        self.init()
        let place = published.files.isEmpty ? "not on \(reader.branch)" : "as published on \(reader.branch)"
        split("\(published.resource, .strong)", Words(place, .faint))
        if published.resource.kind == .model {
            line(Words.usedBy(published.uses, reader.layout))
        } else if let model = published.model {
            line("runs on model/\(model)")
        }
        gap()
        fields(of: published.files, reader.layout)
        gap()
        for draft in published.changedBy {
            line("\(draft) changes it:\u{A0} \(.command("assent view", reader.short(draft: draft)))", indent: 1)
        }
    }

    /// A published, withdrawn or deleted request.
    package init(viewing entry: RequestEntry, landed: WorkComparison, for reader: Reader) {
        self.init()
        let request = entry.request
        split("\(request.draftName, .strong) → \(reader.branch)", Words(reader.short(request.id), .faint))
        asks(request, reader)
        gap()
        let words = entry.state(reader)
        if case .published(let commit) = request.state {
            verdict(Verdict(mark: .met, name: "state", words: words + " as \(commit.short)"))
        } else {
            verdict(Verdict(mark: .note, name: "state", words: words))
        }
        gap()
        changes(
            ResourceReview.all(of: landed.changes, uses: landed.uses, layout: reader.layout), reader.layout)
        gap()
        discussion(of: request, subject: nil, reader)
    }

    private mutating func fields(of files: [FileChange], _ layout: Layout) {
        let rows = files.flatMap { FieldRow.rows(of: $0, layout) }
        let column = min((rows.map { $0.label.width + 1 }.filter { $0 <= 30 }.max() ?? 17) + 3, 33)
        for row in rows.filter({ $0.text == nil }) + rows.filter({ $0.text != nil }) {
            guard let text = row.text else {
                self.row(row.label, row.words.untoned, indent: 1, at: column)
                continue
            }
            self.line(row.label, indent: 1)
            for case .added(let number, let text) in text.lines {
                code(
                    Words(trusted: "\(number)  ", .faint) + Words(trusted: SafeText.codeLine(text)), indent: 5,
                    hanging: 8)
            }
        }
    }

    /// The lines of the files, as a text comparison.
    package mutating func texts(_ changes: [FileChange], _ layout: Layout) {
        for change in changes.sorted(by: { $0.file < $1.file }) {
            gap()
            let kind = change.kind == .changed ? "" : " (\(change.kind == .added ? "new" : "deleted"))"
            line("\(layout.path(of: change.file), .strong)\(kind)")
            let texts = [change.before, change.after].map { String(decoding: $0?.bytes ?? [], as: UTF8.self) }
            diff(LineDiff(from: texts[0], to: texts[1], context: 3), indent: 1)
        }
    }
}
