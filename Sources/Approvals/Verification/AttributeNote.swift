package import Git
package import Resources

/// Attributes that hold on main now and make git show other bytes of governed files than were approved (A108).
package struct AttributeNote: Sendable {
    /// What the lines of one file do.
    package let findings: [Finding]
    package let path: String
    /// The first commit on main's line since which the file is as it is.
    package let since: ObjectID
}

/// What `.gitattributes` do to governed files.
package struct AttributeReader: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Nobody approved these lines, and nobody had to: who reads what was proven from the disk should know of them.
    package func attributeNotes() throws -> [AttributeNote] {
        let byPath = Dictionary(grouping: try published.attributeFindings(), by: \.path)
        return try byPath.sorted { $0.key < $1.key }.map { path, findings in
            AttributeNote(findings: findings, path: path, since: try since(path))
        }
    }

    private func since(_ path: String) throws -> ObjectID {
        let entry = try repository.entry(at: path, in: published.tree)
        var since = tip
        var next = try repository.commit(tip).parents.first
        while let id = next, case let commit = try repository.commit(id),
            try repository.entry(at: path, in: commit.tree) == entry
        {
            since = id
            next = commit.parents.first
        }
        return since
    }
}

extension Snapshot {
    /// What attributes do to governed files, those inherited that another state has too.
    package func attributeFindings(since before: Snapshot) throws -> [Finding] {
        let known = try before.attributeFindings()
        return try attributeFindings().map { finding in
            var finding = finding
            finding.isInherited = known.contains { $0.path == finding.path && $0.message == finding.message }
            return finding
        }
    }

    fileprivate func attributeFindings() throws -> [Finding] {
        let attributes = try attributes()
        if attributes.isEmpty { return [] }
        var files = WorkspaceFiles(
            layout: layout, files: try aliases(), modelSlugs: try slugs(of: .model), syncSlugs: try slugs(of: .sync))
        files.attributes = attributes
        return files.attributeFindings()
    }
}
