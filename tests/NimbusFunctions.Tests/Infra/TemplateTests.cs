namespace NimbusFunctions.Tests.Infra;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("listKeys")]
    [InlineData("AccountKey=")]
    [InlineData("SharedAccessKey")]
    [InlineData("authorizationRules")]
    [InlineData("br/public")]
    public void Templates_KeysAndRegistries_AreNotNamed(string text) =>
        Assert.DoesNotContain(InfraFiles.Templates, template => template.Value.Contains(text, StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData("app/storage.bicep", "allowSharedKeyAccess: false")]
    [InlineData("app/storage.bicep", "allowBlobPublicAccess: false")]
    [InlineData("app/broker.bicep", "disableLocalAuth: true")]
    [InlineData("app/monitoring.bicep", "DisableLocalAuth: true")]
    [InlineData("app/vault.bicep", "enableRbacAuthorization: true")]
    [InlineData("app/functions.bicep", "httpsOnly: true")]
    public void Templates_EveryService_IsOpenedByEntraAlone(string template, string property) =>
        Assert.Contains(property, InfraFiles.Templates[template], StringComparison.Ordinal);

    // What a role is for stands above it.
    [Fact]
    public void Access_EveryRoleAssignment_SaysWhy()
    {
        var lines = InfraFiles.Templates["app/access.bicep"].Split('\n');
        var assignments = lines.Index().Where(line => line.Item.Contains("'Microsoft.Authorization/roleAssignments@", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(assignments);
        Assert.All(assignments, line => Assert.StartsWith("// ", lines[line.Index - 1], StringComparison.Ordinal));
    }

    [Fact]
    public void Page_EveryParameterAndAlert_IsInIt()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "deploy.md"));

        Assert.NotEmpty(InfraFiles.Parameters);
        Assert.All(InfraFiles.Parameters, parameter => Assert.Contains($"| `{parameter}` |", page, StringComparison.Ordinal));
        Assert.All(InfraFiles.AlertNames, alert => Assert.Contains($"`{alert}`", page, StringComparison.Ordinal));
    }

    // azd zips the folder that the hook fills.
    [Fact]
    public void AzureYaml_ItsPackage_IsWhatTheHookFills()
    {
        var azure = File.ReadAllLines(Path.Combine(Repository.Root, "azure.yaml"));
        var dist = Assert.Single(azure, line => line.TrimStart().StartsWith("dist: ", StringComparison.Ordinal)).Trim()["dist: ".Length..];
        var hooks = azure.Where(line => line.TrimStart().StartsWith("run: ", StringComparison.Ordinal)).Select(line => line.Trim()["run: ".Length..]).ToArray();

        Assert.Contains($"package={dist}\n", File.ReadAllText(Path.Combine(Repository.Root, "infra", "hooks", "package.sh")), StringComparison.Ordinal);
        Assert.Contains($"$package = '{dist}'", File.ReadAllText(Path.Combine(Repository.Root, "infra", "hooks", "package.ps1")), StringComparison.Ordinal);
        Assert.Equal(4, hooks.Length);
        Assert.All(hooks, hook => Assert.True(File.Exists(Path.Combine(Repository.Root, hook)), $"{hook} is not there."));
    }
}
