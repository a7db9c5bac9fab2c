using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Local.Simulator.Faults;
using NimbusFunctions.Local.Simulator.Http;

namespace NimbusFunctions.Local.Simulator.Vault;

/// <summary>A Key Vault over HTTP: the challenge, the faults, and what the API says.</summary>
internal sealed class VaultHttp(
    SimulatorWorld world, EntraAddresses entra, VaultAddress address, VaultTokenCheck tokens, VaultSecrets secrets, TimeProvider time)
{
    /// <summary>What goes wrong with the vault, matched as "METHOD path".</summary>
    public FaultList Faults { get; } = new(new SeededRandom(SeededRandom.Mix((ulong)world.Options.Seed, 0x5641554C54)));

    public bool Owns(HttpContext http) => http.Connection.LocalPort == address.Port;

    public async Task HandleAsync(HttpContext http)
    {
        var request = http.Request;
        var body = await HttpBody.ReadAsync(http);
        var reply = Faults.Strike($"{request.Method} {request.Path}") is { } fault ? await PlayAsync(fault, http) : null;
        reply ??= tokens.Refusal(request.Headers.Authorization.ToString())
            ?? (request.Query["api-version"].Count != 1
                ? VaultReply.Bad("Missing or invalid required query parameter, version: api-version")
                : secrets.Handle(request.Method, request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries), body));
        if (reply.Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"{entra.Authority}/{world.OperatorTenantId}\", resource=\"{VaultAddress.Audience}\"";
        http.Response.Headers["x-ms-keyvault-service-version"] = "1.9.0";
        if (reply.Body is null)
            http.Response.StatusCode = reply.Status;
        else
            await HttpBody.WriteAsync(http, reply.Status, "application/json; charset=utf-8", [], JsonSerializer.SerializeToUtf8Bytes(reply.Body));
    }

    /// <returns>Null where the right answer follows after all.</returns>
    private async ValueTask<VaultReply?> PlayAsync(Fault fault, HttpContext http)
    {
        switch (fault.Kind)
        {
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, http.RequestAborted);
                return null;
            case FaultKind.Slow:
                await Task.Delay(fault.Delay, time, http.RequestAborted);
                return null;
            case FaultKind.Reset:
                throw new ConnectionCutException();
            case FaultKind.NotFound:
                return VaultReply.Of(StatusCodes.Status404NotFound, fault.Code);
            case FaultKind.Status:
                if (fault.RetryAfter is { } after)
                    http.Response.Headers.RetryAfter = after;
                return VaultReply.Of(fault.Status, fault.Code);
            default:
                return null;
        }
    }
}
