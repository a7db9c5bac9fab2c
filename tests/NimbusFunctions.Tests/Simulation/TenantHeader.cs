using Azure.Identity;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>Signs a request with the tenant's id instead of a token; without consent there is none.</summary>
internal sealed class TenantHeader(SimulatedTenant tenant) : IAuthenticationProvider
{
    public Task AuthenticateRequestAsync(
        RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        if (!tenant.Consent.Given)
            throw new AuthenticationFailedException("AADSTS700016: the application was not found in the directory.");
        request.Headers.TryAdd("Authorization", $"Bearer {tenant.Id}");
        return Task.CompletedTask;
    }
}
