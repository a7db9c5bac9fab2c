namespace NimbusFunctions.IntegrationTests.Host;

/// <summary>One host for the tests of a class that leave nothing behind.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    internal HostUnderTest Under { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Under = await HostUnderTest.StartAsync();
        await Under.GetTextAsync("v1/pid");
    }

    public ValueTask DisposeAsync() => Under.DisposeAsync();
}
