using Azure;
using Azure.Communication;
using Azure.Communication.Identity;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Options;
using NimbusFunctions.Entra;
using NimbusFunctions.Tenants.Secrets;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>Creates a user and a token with a connection string, and deletes them again.</summary>
internal sealed class AcsTrial(IOptions<EntraOptions> entra, IOptions<SecretsOptions> secrets)
{
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(6);

    private readonly Lazy<HttpClientTransport> transport = new(() =>
        new HttpClientTransport(new HttpClient(OutgoingHttp.CreateHandler(entra.Value.CertificateAuthorityFile, Local(secrets.Value)))));

    public async Task<AcsOutcome> RunAsync(string connectionString, CancellationToken cancellation)
    {
        CommunicationUserIdentifier? user = null;
        try
        {
            var client = new CommunicationIdentityClient(
                connectionString, new() { Transport = transport.Value, Retry = { MaxRetries = 0, NetworkTimeout = LongestTry } });
            user = (await client.CreateUserAndTokenAsync([CommunicationTokenScope.Chat, CommunicationTokenScope.VoIP], cancellation)).Value.User;
            await client.DeleteUserAsync(user, cancellation);
            return new(AcsStep.Done, null, user.Id);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && IsTheirs(failure))
        {
            return new(user is null ? AcsStep.Create : AcsStep.Delete, failure, user?.Id);
        }
    }

    private static Uri? Local(SecretsOptions options) => options.LocalEndpoint.Length == 0 ? null : new Uri(options.LocalEndpoint);

    // What answers may be anything: also text that is no JSON, or JSON that is another's.
    private static bool IsTheirs(Exception failure) => failure is RequestFailedException or AggregateException or FormatException
        or OperationCanceledException or System.Text.Json.JsonException or KeyNotFoundException or InvalidOperationException or HttpRequestException or IOException;
}

/// <summary>How far a trial came.</summary>
internal enum AcsStep
{
    Create,
    Delete,
    Done,
}

/// <summary>What became of a trial.</summary>
/// <param name="Step">Where it ended.</param>
/// <param name="Failure">What went wrong there; null: nothing.</param>
/// <param name="User">The user that was made: <c>8:acs:{immutable id of the resource}_…</c>.</param>
internal sealed record AcsOutcome(AcsStep Step, Exception? Failure, string? User);
