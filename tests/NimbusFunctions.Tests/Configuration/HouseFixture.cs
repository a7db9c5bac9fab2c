using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Configuration;

/// <summary>One app for all tests of a class: each makes entities of its own.</summary>
public sealed class HouseFixture : IAsyncLifetime
{
    private ApiHouse? started;

    internal ApiHouse House => started ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => started = await ApiHouse.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }
}
