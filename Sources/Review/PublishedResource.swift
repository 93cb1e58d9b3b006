package import Approvals
import Git
package import Resources
import YAML

/// A model or sync as it is published, with who else is at it.
package struct PublishedResource: Sendable {
    package let resource: ResourceID
    /// Its files, as if they were new: every field.
    package let files: [FileChange]
    /// Of a model: the syncs on it.
    package let uses: [Subject.Use]
    /// Of a sync: its model.
    package let model: String?
    /// Open requests and drafts that change it.
    package let changedBy: [String]
}

extension OpenWorkspace {
    package func publishedResource(_ resource: ResourceID) throws -> PublishedResource {
        var files = [GovernedFile(resource)]
        if resource.kind == .model { files.append(.columns(resource.slug)) }
        return PublishedResource(
            resource: resource,
            files: try files.compactMap { compare($0, before: nil, after: try published.text(of: $0)) },
            uses: resource.kind == .model ? try published.uses(of: resource.slug) : [],
            model: resource.kind == .sync ? try published.model(of: resource.slug) : nil,
            changedBy: try drafts().filter { try resources(changedBy: $0.tip).contains(resource) }.map(\.name))
    }
}

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

extension Shapes {
    /// `{resource, published, model, syncs, uses, changedBy}`; `published` is a list of changes from nothing.
    package static func resource(_ published: PublishedResource, for reader: Reader) -> JSON {
        [
            "resource": .string(published.resource.description),
            "published": changes(published.files, reader.layout), "model": JSON(published.model),
            "syncs": .array(published.uses.map { .string(reader.layout.resourceName(at: $0.path)) }),
            "uses": uses(published.uses, reader.layout),
            "changedBy": .array(published.changedBy.map(JSON.string)),
        ]
    }

    package static func explanation(_ explanation: Resources.Explanation) -> JSON {
        func example(_ example: Resources.Explanation.Example) -> JSON {
            let files = explanation.shown(example).map { file -> JSON in
                [
                    "state": .string(file.state.rawValue), "path": .string(file.path), "before": JSON(file.before),
                    "text": JSON(file.after),
                ]
            }
            return ["path": .string(example.path), "text": JSON(example.text), "files": .array(files)]
        }
        return [
            "code": .string(explanation.code.rawValue), "title": .string(explanation.title),
            "why": .string(explanation.why), "wrong": example(explanation.wrong), "right": example(explanation.right),
            "text": .string(explanation.plainText), "markdown": .string(explanation.markdown),
        ]
    }

    package static func explanations(_ explanations: [Resources.Explanation]) -> JSON {
        [
            "codes": .array(
                explanations.map { ["code": .string($0.code.rawValue), "title": .string($0.title)] })
        ]
    }
}
