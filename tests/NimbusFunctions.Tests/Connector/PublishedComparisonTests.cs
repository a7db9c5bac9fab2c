using System.Text;

namespace NimbusFunctions.Tests.Connector;

public sealed class PublishedComparisonTests
{
    /// <summary>A flow of today runs with the package as it is: what differs is something more.</summary>
    [Fact]
    public void PublishedOperations_InThePackage_HaveAdditionsAlone() => HasAdditionsAlone();

    [Fact]
    public void PublishedDefinition_WithItself_HasNoDifference() =>
        Assert.Empty(PublishedComparison.Of(SwaggerDocument.Published(), SwaggerDocument.Published()));

    /// <summary>The other way round the additions are what is missing: the comparison sees them.</summary>
    [Fact]
    public void Package_AgainstThePublishedDefinition_MissesItsAdditions()
    {
        var missing = PublishedComparison.Of(SwaggerDocument.Package, SwaggerDocument.Published()).Select(difference => $"{difference}").ToList();

        Assert.Contains("GetTriggers  is missing", missing);
        Assert.Contains("AddExternalTask dryRun is missing", missing);
        Assert.Contains("AddExternalTask body.clientReference is missing", missing);
        Assert.Contains("AddExternalTask responses.429 is missing", missing);
    }

    [Fact]
    public void Texts_OfThePackage_AreItsOwn() =>
        Assert.Empty(DefinitionTexts.Of(SwaggerDocument.Package).Intersect(DefinitionTexts.Of(SwaggerDocument.Published()), StringComparer.OrdinalIgnoreCase));

    /// <summary>With NIMBUS_WRITE_DOCS=1 the page is written anew; never of a package that lacks something published.</summary>
    [Fact]
    public void Page_InTheDocumentation_IsMadeOfThePackage()
    {
        HasAdditionsAlone();
        var page = ConnectorPage.Write(SwaggerDocument.Published(), SwaggerDocument.Package);
        var path = Path.Combine(Repository.Root, "docs", "connector.md");
        if (Environment.GetEnvironmentVariable("NIMBUS_WRITE_DOCS") == "1")
            File.WriteAllText(path, page, new UTF8Encoding(false));

        Assert.Equal(page, File.ReadAllText(path));
    }

    private static void HasAdditionsAlone()
    {
        var breaches = PublishedComparison.Of(SwaggerDocument.Published(), SwaggerDocument.Package).Where(difference => difference.Breach is not null).ToList();

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }
}
