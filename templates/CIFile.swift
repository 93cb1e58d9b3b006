/// What makes a host check drafts, or land what was approved: a file of its own kind, beside this one in `ci/`, in which `{branch}` stands for the
/// branch that is published, and `{genesis}` for the commit that started the workspace.
package enum CIFile: String, CaseIterable, Sendable {
    case github, gitlab
    case preCommit = "pre-commit"
    case landOnGitHub = "github-landing"
    case landOnGitLab = "gitlab-landing"

    /// Where the host looks for it, from the top of the repository.
    package var path: String {
        switch self {
        case .github: ".github/workflows/assent.yml"
        case .gitlab: ".gitlab-ci.yml"
        case .preCommit: ".pre-commit-config.yaml"
        case .landOnGitHub: ".github/workflows/assent-land.yml"
        case .landOnGitLab: ".gitlab/assent-land.yml"
        }
    }

    package func text(branch: String, genesis: String) -> String {
        let bytes =
            switch self {
            case .github: PackageResources.github_yml
            case .gitlab: PackageResources.gitlab_yml
            case .preCommit: PackageResources.pre_commit_yml
            case .landOnGitHub: PackageResources.github_landing_yml
            case .landOnGitLab: PackageResources.gitlab_landing_yml
            }
        return [("{branch}", branch), ("{genesis}", genesis)].reduce(String(decoding: bytes, as: UTF8.self)) {
            $0.split(separator: $1.0, omittingEmptySubsequences: false).joined(separator: $1.1)
        }
    }
}
