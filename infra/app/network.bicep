@description('Name of the network.')
param name string
@description('Beginning of the names of private endpoints.')
param endpointPrefix string
@description('Region.')
param location string
@description('Tags.')
param tags object
@description('Addresses of the network; at least a /23.')
param addressPrefix string
@description('What gets a private endpoint: the resource, which of its services, and the zone of its names.')
param targets { name: string, resourceId: string, group: string, zone: string }[]
@description('The zones, each once.')
param zoneNames string[]

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 0)
          // Flex Consumption runs its apps there.
          delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }]
          // Graph and Entra are outside; a NAT gateway in its place gives a fixed address.
          defaultOutboundAccess: true
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 1)
          privateEndpointNetworkPolicies: 'Disabled'
          defaultOutboundAccess: false
        }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for zone in zoneNames: {
  name: zone
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (zone, i) in zoneNames: {
  parent: zones[i]
  name: name
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: network.id }
  }
}]

resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for target in targets: {
  name: '${endpointPrefix}${target.name}'
  location: location
  tags: tags
  properties: {
    subnet: { id: '${network.id}/subnets/endpoints' }
    privateLinkServiceConnections: [
      {
        name: target.name
        properties: {
          privateLinkServiceId: target.resourceId
          groupIds: [target.group]
        }
      }
    ]
  }
}]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [for (target, i) in targets: {
  parent: endpoints[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: target.name
        properties: { privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', target.zone) }
      }
    ]
  }
  dependsOn: [links]
}]

@description('Id of the subnet that the app is integrated with.')
output appSubnetId string = '${network.id}/subnets/app'
