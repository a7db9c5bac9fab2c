namespace NimbusFunctions.IntegrationTests.Editions;

/// <summary>The tests that share one local edition; they run one after the other, because they share its tenant too.</summary>
[CollectionDefinition(Name)]
public sealed class LocalEditionCollection : ICollectionFixture<LocalEditionFixture>
{
    public const string Name = "local edition";
}
