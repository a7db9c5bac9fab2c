using NimbusFunctions.Local.Simulator.Communication;
using NimbusFunctions.Local.Simulator.Control;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Local.Simulator.Graph;
using NimbusFunctions.Local.Simulator.Http;
using NimbusFunctions.Local.Simulator.Vault;

namespace NimbusFunctions.Local.Simulator;

/// <summary>The parts of a simulator, put together.</summary>
internal sealed class SimulatorServices : IDisposable
{
    private readonly SigningKey _key = new();

    public SimulatorServices(SimulatorOptions options, SimulatorFiles files, TimeProvider time)
    {
        World = new SimulatorWorld(options, time);
        // The libraries that check tokens and keep them look at the machine's clock, wherever this one was moved to.
        var tokenTime = options.Clock is null ? time : TimeProvider.System;
        People = new People(World);
        Issuer = new TokenIssuer(World, People.Roles, Addresses, _key, tokenTime);
        Tokens = new ControlTokens(World, People, Issuer);
        var assertions = new ClientAssertionCheck(Addresses, _key, tokenTime);
        var codes = new AuthorizationCodes(tokenTime);
        var grant = new CodeGrant(World, People, assertions, codes);
        var acs = new AcsResources(World, Addresses);
        var secrets = new VaultStore(files.IsKept ? text => files.Write(files.Vault, text) : null, files.ReadKept(files.Vault), time);
        var vault = new VaultHttp(World, Addresses, VaultAddress, new(World, _key, tokenTime), new(secrets, VaultAddress), time);
        Front = new SimulatorFront(
            new GraphHttp(new GraphTokenCheck(World, _key, tokenTime), new GraphService(World, time), options.Mischief, time),
            new EntraHttp(
                World,
                new TokenEndpoint(World, Issuer, assertions, grant, new OnBehalfOfGrant(World, Issuer, assertions, _key, tokenTime), time),
                grant,
                new AuthorizeEndpoint(World, People, codes, time),
                new AdminConsentEndpoint(World, time),
                new OpenIdEndpoint(World, Addresses, _key, time),
                time),
            new ControlHttp(new ControlRoutes(World, Tokens, new(World, People), options.Tasks, options.Clock, new(acs), new(vault))),
            new AcsHttp(acs, new(tokenTime), _key, tokenTime),
            vault);
    }

    public SimulatorWorld World { get; }

    public People People { get; }

    public EntraAddresses Addresses { get; } = new();

    public VaultAddress VaultAddress { get; } = new();

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
