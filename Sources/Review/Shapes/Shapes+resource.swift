package import Approvals
package import Resources
import YAML

extension Shapes {
    package static func viewed(_ published: PublishedResource, for reader: Reader) -> JSON {
        [
            "kind": "resource", "resource": .string(published.resource.description),
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
        let page = ExplanationPage(explanation)
        return [
            "code": .string(explanation.code.rawValue), "title": .string(explanation.title),
            "why": .string(explanation.why), "wrong": example(explanation.wrong), "right": example(explanation.right),
            "text": .string(page.plainText), "markdown": .string(page.markdown),
        ]
    }

    package static func explanations(_ explanations: [Resources.Explanation]) -> JSON {
        [
            "codes": .array(
                explanations.map { ["code": .string($0.code.rawValue), "title": .string($0.title)] })
        ]
    }
}
