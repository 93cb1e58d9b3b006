import YAML

/// The merge of files whose fields cannot be told apart, where one side changed only what means nothing to a reader:
/// comments and layout. Its lines go into the text of the other side, and that one still reads as it did.
struct WholeTextMerge {
    /// Nil: both sides changed what the file says, or their lines do not come together.
    let text: FileText?

    init(base: FileText, published: FileText, draft: FileText) {
        text = Self.merged(base, published, draft)
    }

    private static func merged(_ base: FileText, _ published: FileText, _ draft: FileText) -> FileText? {
        guard base.mode == published.mode, base.mode == draft.mode else { return nil }
        let (base, published, draft) = LineEnd.unified(base, published, draft)
        guard let old = value(base), let theirs = value(published), let ours = value(draft) else { return nil }
        guard old == theirs || old == ours else { return nil }
        let lines = LineMerge(base: base.bytes, published: published.bytes, draft: draft.bytes)
        guard lines.disputed.isEmpty else { return nil }
        let text = FileText(bytes: lines.text { _ in [] }, mode: draft.mode)
        return value(text) == (old == theirs ? ours : theirs) ? text : nil
    }

    /// What it says to this program, whatever it may say to others.
    private static func value(_ text: FileText) -> Value? {
        let document = text.document
        return document.isReadable ? document.root?.value : nil
    }
}
