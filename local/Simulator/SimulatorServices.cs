using NimbusFunctions.Local.Simulator.Control;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Local.Simulator.Graph;
using NimbusFunctions.Local.Simulator.Http;

namespace NimbusFunctions.Local.Simulator;

/// <summary>The parts of a simulator, put together.</summary>
internal sealed class SimulatorServices : IDisposable
{
    private readonly SigningKey _key = new();

    public SimulatorServices(SimulatorOptions options, TimeProvider time)
    {
        World = new SimulatorWorld(options, time);
        Issuer = new TokenIssuer(World, Addresses, _key, time);
        Tokens = new ControlTokens(World, Issuer);
        var codes = new AuthorizationCodes(time);
        Front = new SimulatorFront(
            new GraphHttp(new GraphTokenCheck(World, _key, time), new GraphService(World, time), options.Mischief, time),
            new EntraHttp(
                World,
                new TokenEndpoint(World, Issuer, new ClientAssertionCheck(Addresses, _key, time), codes, time),
                new AuthorizeEndpoint(World, codes, time),
                new AdminConsentEndpoint(World, time),
                new OpenIdEndpoint(World, Addresses, _key, time),
                time),
            new ControlHttp(new ControlRoutes(World, Tokens, options.Tasks)));
    }

    public SimulatorWorld World { get; }

    public EntraAddresses Addresses { get; } = new();

    public TokenIssuer Issuer { get; }

    public ControlTokens Tokens { get; }

    public SimulatorFront Front { get; }

    public void Dispose()
    {
        World.CloseJournal();
        Issuer.Dispose();
        _key.Dispose();
    }
}
